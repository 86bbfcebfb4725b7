/** What people do with a list on the web: write to it, take their words back, say that a question is answered. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { residents } from '#core/people'
import * as entries from '../entries.ts'
import { sort } from '../decisions.ts'
import { takeIn } from '../intake.ts'
import { mayRedact, mayWrite } from '../rules.ts'
import { messageIdOf } from '../sending.ts'
import { listSaid, readThread } from '../store/archive.ts'
import { readList } from '../store/lists.ts'
import * as messages from '../store/messages.ts'
import { readByPerson } from '../store/subscribers.ts'

const list = z.string().max(40).meta({ input: 'hidden' })
const thread = z.string().max(60).meta({ input: 'hidden' })

/** Writes to the list: a new thread with a subject, or an answer in a thread. It goes out as mail. */
export const write = action({
  name: 'lists.write',
  path: '/lists/:list/write',
  who: residents,
  input: z.object({
    list,
    thread: thread.optional(),
    subject: z.string().trim().max(150).optional(),
    text: z.string().trim().min(2).max(20_000).meta({ input: 'textarea', rows: 10 }),
  }),
  output: z.object({
    list: z.string(),
    thread: z.string(),
    message: z.string(),
    state: z.string(),
  }),
  rules: [mayWrite],
  decides: [sort],
  limit: { per: 'session', most: 30, seconds: 3600 },
  on: ({ list: name, thread: on }) =>
    on ? `/lists/${String(name)}/threads/${String(on)}` : `/lists/${String(name)}`,
  onto: (output) =>
    output.state === 'sent'
      ? `/lists/${output.list}/threads/${output.thread}`
      : `/lists/${output.list}/waits`,

  async run({ input, tx, now, by, newId, later, decide }) {
    const it = await readList(tx, input.list)
    const sender = await readByPerson(tx, it.name, by.ref)
    const answers = input.thread ? await readThread(tx, it.name, input.thread) : undefined
    const said = answers ? await listSaid(tx, answers.id) : []
    const subject = answers ? `Re: ${answers.title}` : (input.subject ?? '')
    mayWrite.require({ subscribed: sender !== undefined, hasSubject: subject !== '' })
    const id = newId()
    const ids = said.map((one) => one.messageId)
    const given = {
      list: it,
      id,
      messageId: messageIdOf(id, it),
      inReplyTo: ids.at(-1) ?? null,
      references: ids.slice(-20),
      subject,
      text: input.text.replace(/\r\n?/g, '\n'),
      writtenAt: now,
      cameBy: 'web' as const,
      sender,
      proof: 'pass' as const,
      files: [],
      lostFiles: 0,
    }
    const work = { tx, now, newId, later, decide }
    const { state } = await takeIn(work, given, () => Promise.resolve(null))
    const { thread: where } = await messages.readMessage(tx, id)
    return { list: it.name, thread: where, message: id, state }
  },
})

/** Takes the words of a message out, and its files; that it stood there, and when, stays. */
export const redact = action({
  name: 'lists.redact',
  path: '/lists/:list/threads/:thread/redact',
  who: residents,
  input: z.object({ list, thread, message: z.string().max(60).meta({ input: 'hidden' }) }),
  output: z.object({ list: z.string(), thread: z.string() }),
  rules: [mayRedact],
  records: [entries.redacted],

  async run({ input, tx, now, by, record, files }) {
    const it = await messages.lockMessage(tx, input.message)
    if (it.list !== input.list) throw new Refusal('not-found', ['no-such-message'])
    const mine = await readByPerson(tx, it.list, by.ref)
    mayRedact.require({
      state: it.state,
      own: mine !== undefined && mine.id === it.subscriber,
      moderates: by.actor.permissions.includes('lists.moderate'),
    })
    await messages.setState(tx, { id: it.id, state: 'redacted', at: now })
    for (const file of await messages.takeWords(tx, it.id)) await files.release(file)
    await messages.countThread(tx, it.thread)
    await messages.retitle(tx, it.thread)
    const body = { list: it.list, message: it.id }
    await record(entries.redacted, body, { subject: `/lists/${it.list}` })
    return { list: it.list, thread: it.thread }
  },
})

/** Marks a question as answered, or as open again: whoever gets the list may. */
export const answered = action({
  name: 'lists.answered',
  path: '/lists/:list/threads/:thread/answered',
  who: residents,
  input: z.object({ list, thread, open: z.literal('yes').optional().meta({ input: 'hidden' }) }),
  output: z.object({ list: z.string(), thread: z.string() }),
  rules: [mayWrite],

  async run({ input, tx, by }) {
    const { id } = await readThread(tx, input.list, input.thread)
    const sender = await readByPerson(tx, input.list, by.ref)
    mayWrite.require({ subscribed: sender !== undefined, hasSubject: true })
    await messages.setAnswered(tx, id, input.open !== 'yes')
    return { list: input.list, thread: id }
  },
})
