/** What people do with a list on the web: write to it, say that a question is answered. */
import { z } from 'zod'
import { action } from '#core/actions'
import { residents } from '#core/people'
import { sort } from '../decisions.ts'
import { takeIn } from '../intake.ts'
import { hrefOf } from '../model.ts'
import { mayWrite } from '../rules.ts'
import { messageIdOf } from '../sending.ts'
import { listSaid, readThread } from '../store/archive.ts'
import { readList } from '../store/lists.ts'
import { type Kept, readMessage, setAnswered } from '../store/messages.ts'
import { readByPerson } from '../store/subscribers.ts'

const list = z.string().max(40).meta({ input: 'hidden' })
/** Files that go with a message, as links; each at most as large as the city takes files at all. */
const MOST_FILES = 5
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
    files: z.array(z.string().max(60)).max(MOST_FILES).default([]).meta({ input: 'file' }),
  }),
  output: z.object({
    list: z.string(),
    thread: z.string(),
    message: z.string(),
    state: z.string(),
  }),
  rules: [mayWrite],
  decides: [sort],
  uploads: { field: 'files', most: MOST_FILES, kinds: ['photo', 'document'] },
  limit: { per: 'session', most: 30, seconds: 3600 },
  on: ({ list: name, thread: on }) =>
    on ? `/lists/${String(name)}/threads/${String(on)}` : `/lists/${String(name)}`,
  onto: (output) =>
    output.state === 'sent'
      ? `/lists/${output.list}/threads/${output.thread}`
      : `/lists/${output.list}/waits`,

  async run({ input, tx, now, by, newId, later, decide, files }) {
    const it = await readList(tx, input.list)
    const sender = await readByPerson(tx, it.name, by.ref)
    const answers = input.thread ? await readThread(tx, it.name, input.thread) : undefined
    const said = answers ? await listSaid(tx, answers.id) : []
    const subject = answers ? `Re: ${answers.title}` : (input.subject ?? '')
    mayWrite.require({ subscribed: sender !== undefined, hasSubject: subject !== '' })
    const id = newId()
    const ids = said.map((one) => one.messageId)
    const kept: Kept[] = []
    for (const one of input.files) kept.push(await files.claim(one, hrefOf({ list: it.name, id })))
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
      files: kept,
      lostFiles: 0,
    }
    const work = { tx, now, newId, later, decide }
    const { state } = await takeIn(work, given, () => Promise.resolve(null))
    const { thread: where } = await readMessage(tx, id)
    return { list: it.name, thread: where, message: id, state }
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
    await setAnswered(tx, id, input.open !== 'yes')
    return { list: input.list, thread: id }
  },
})
