/** Taking words out of the archive: who wrote them, or the secretariat; that something stood there stays. */
import { z } from 'zod'
import { action, type Work } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone, residents } from '#core/people'
import { doneOf, forgetWords } from '#hub/practices'
import * as entries from '../entries.ts'
import { hrefOf } from '../model.ts'
import { mayRedact } from '../rules.ts'
import * as messages from '../store/messages.ts'
import { readByCode, readByPerson } from '../store/subscribers.ts'

const hidden = z.string().max(60).meta({ input: 'hidden' })

/** Takes words and files out everywhere: here, and in drafts of practices that began with them. */
async function takeOut(
  { tx, now, record, files }: Pick<Work<unknown>, 'tx' | 'now' | 'record' | 'files'>,
  it: messages.Message,
): Promise<void> {
  await messages.setState(tx, { id: it.id, state: 'redacted', at: now })
  for (const file of await messages.takeWords(tx, it.id)) await files.release(file)
  await messages.countThread(tx, it.thread)
  await messages.retitle(tx, it.thread)
  await forgetWords(tx, { source: hrefOf(it), words: doneOf(it.body) })
  const body = { list: it.list, message: it.id }
  await record(entries.redacted, body, { subject: `/lists/${it.list}` })
}

/** Takes the words of a message out, and its files; that it stood there, and when, stays. */
export const redact = action({
  name: 'lists.redact',
  path: '/lists/:list/threads/:thread/redact',
  who: residents,
  input: z.object({
    list: z.string().max(40).meta({ input: 'hidden' }),
    thread: hidden,
    message: hidden,
  }),
  output: z.object({ list: z.string(), thread: z.string() }),
  rules: [mayRedact],
  records: [entries.redacted],

  async run(work) {
    const { input, tx, by } = work
    const it = await messages.lockMessage(tx, input.message)
    if (it.list !== input.list) throw new Refusal('not-found', ['no-such-message'])
    const mine = await readByPerson(tx, it.list, by.ref)
    mayRedact.require({
      state: it.state,
      own: mine !== undefined && mine.id === it.subscriber,
      moderates: by.actor.permissions.includes('lists.moderate'),
    })
    await takeOut(work, it)
    return { list: it.list, thread: it.thread }
  },
})

/** The same for who has no account and writes by mail alone, by the secret in every letter. */
export const takeBack = action({
  name: 'lists.take-back',
  path: '/lists/mine/:code/take-back',
  who: anyone,
  input: z.object({ code: hidden, message: hidden }),
  output: z.object({ code: z.string() }),
  rules: [mayRedact],
  records: [entries.redacted],
  limit: { per: 'address', most: 60, seconds: 3600 },
  onto: ({ code }) => `/lists/mine/${code}`,

  async run(work) {
    const { input, tx } = work
    const mine = await readByCode(tx, input.code)
    if (!mine) throw new Refusal('not-found', ['no-such-subscription'])
    const it = await messages.lockMessage(tx, input.message)
    mayRedact.require({ state: it.state, own: mine.id === it.subscriber, moderates: false })
    await takeOut(work, it)
    return { code: input.code }
  },
})
