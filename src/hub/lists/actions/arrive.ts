/** What the door for mail and the import perform; none of it has an address on the web. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { sort } from '../decisions.ts'
import * as entries from '../entries.ts'
import { markOf, putIn, takeIn, tellsAgain } from '../intake.ts'
import { scoreAfter } from '../jobs/deliver.ts'
import { letterConfirm } from '../jobs/letters.ts'
import { noticeOf } from '../model.ts'
import { tell } from '../purposes.ts'
import { countLoop, readList } from '../store/lists.ts'
import * as messages from '../store/messages.ts'
import { readByBounce, readByMark, setScore } from '../store/subscribers.ts'

const door = may('lists.arrive')
const list = z.string().max(40)
const file = z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number() })
const words = {
  messageId: z.string().max(300),
  inReplyTo: z.string().max(300).nullable(),
  references: z.array(z.string().max(300)).max(50),
  subject: z.string().max(300),
  text: z.string().max(100_000),
}

/** A message came by mail: it goes out, or waits; it is never thrown away. */
export const arrive = action({
  name: 'lists.arrive',
  path: '/lists/arrive',
  who: door,
  input: z.object({
    list,
    ...words,
    from: z.email().max(254).nullable(),
    proof: z.enum(['pass', 'fail', 'none']),
    files: z.array(file).max(10),
    lostFiles: z.number().int(),
  }),
  output: z.object({ state: z.enum(['sent', 'held', 'known']) }),
  rules: [],
  keeps: [tell],
  decides: [sort],

  async run({ input, tx, now, newId, keep, later, decide, files }) {
    const { from, ...it } = input
    const found = await readList(tx, it.list)
    const mark = from === null ? null : markOf(found, from)
    const sender = mark === null ? undefined : await readByMark(tx, found.name, mark)
    const id = newId()
    const given = {
      ...it,
      id,
      list: found,
      writtenAt: now,
      cameBy: 'mail' as const,
      sender: sender && sender.state !== 'asked' && !sender.outside ? sender : undefined,
    }
    const work = { tx, now, newId, later, decide }
    const done = await takeIn(work, given, async () => {
      if (from === null || mark === null || !(await tellsAgain(work, found, mark))) return null
      return keep(null, { 'contact.email': from }, [{ purpose: tell, case: noticeOf(id) }])
    })
    if (done.state !== 'known')
      for (const one of it.files) await files.claim(one.id, `/lists/${found.name}/messages/${id}`)
    return done
  },
})

/** Somebody wrote to the address for leaving without the secret of a subscription: the link goes to the subscriber. */
export const askLink = action({
  name: 'lists.ask-link',
  path: '/lists/ask-link',
  who: door,
  input: z.object({ list, from: z.email().max(254) }),
  output: z.object({}),
  rules: [],
  async run({ input, tx, now, later }) {
    const it = await readList(tx, input.list)
    const mark = markOf(it, input.from)
    const found = await readByMark(tx, it.name, mark)
    if (found && (await tellsAgain({ tx, now }, it, mark)))
      await later(letterConfirm, { subscriber: found.id })
    return {}
  },
})

/** A letter came back: the subscription's score goes up, and pauses at last. */
export const bounced = action({
  name: 'lists.bounced',
  path: '/lists/bounced',
  who: door,
  input: z.object({ code: z.string().max(60), status: z.string().max(12) }),
  output: z.object({ paused: z.boolean() }),
  rules: [],
  async run({ input, tx, now, city }) {
    const found = await readByBounce(tx, input.code)
    if (!found || input.status.startsWith('2')) return { paused: false }
    const day = dateIn(now, city.zone)
    const next = scoreAfter(found, input.status, day)
    await setScore(tx, { id: found.id, day, ...next })
    return { paused: next.pauses }
  },
})

/** What a machine wrote, or what the list itself sent, is not taken up; it is counted. */
export const looped = action({
  name: 'lists.looped',
  path: '/lists/looped',
  who: door,
  input: z.object({ list, why: z.enum(['automatic', 'own-list', 'report', 'unreadable']) }),
  output: z.object({}),
  rules: [],
  async run({ input, tx, now, city }) {
    const it = await readList(tx, input.list)
    await countLoop(tx, { list: it.name, day: dateIn(now, city.zone), why: input.why })
    return {}
  },
})

const Old = z.object({
  ...words,
  writtenAt: z.iso.datetime(),
  from: z.string().max(254).nullable(),
  shown: z.string().max(80).nullable(),
})

/** Takes a part of an archive in; messages that are here already stay as they are, and nothing goes out as mail. */
export const takeArchive = action({
  name: 'lists.take-archive',
  path: '/lists/take-archive',
  who: door,
  input: z.object({ list, messages: z.array(Old).max(200) }),
  output: z.object({ imported: z.number(), known: z.number() }),
  rules: [],

  async run({ input, tx, now, newId, later, decide }) {
    const it = await readList(tx, input.list)
    const work = { tx, now, newId, later, decide }
    let imported = 0
    for (const { from, shown, ...old } of input.messages) {
      if (await messages.hasMessage(tx, it.name, old.messageId)) continue
      const known = from === null ? undefined : await readByMark(tx, it.name, markOf(it, from))
      const sender = { id: known?.id ?? null, shown: known?.shown ?? shown }
      const rest = { id: newId(), cameBy: 'import' as const, proof: 'none' as const }
      const given = { ...old, ...rest, list: it, sender, files: [], lostFiles: 0 }
      await putIn(work, given, { state: 'sent', because: null, notice: null })
      imported += 1
    }
    return { imported, known: input.messages.length - imported }
  },
})

/** Writes down in public that an archive was taken in: how much, and of which file. */
export const noteArchive = action({
  name: 'lists.note-archive',
  path: '/lists/note-archive',
  who: door,
  input: z.object({ list, messages: z.number(), file: z.string() }),
  output: z.object({}),
  rules: [],
  records: [entries.imported],
  async run({ input, record }) {
    await record(entries.imported, input, { subject: `/lists/${input.list}` })
    return {}
  },
})
