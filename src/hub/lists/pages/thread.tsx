/** A thread, a message of it by its permanent link, and files that came with one. */
import { page } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import { Refusal } from '#core/kernel'
import { Layout } from '#design'
import { listFrom } from '#hub/practices'
import { z } from 'zod'
import { hrefOf } from '../model.ts'
import { readAs } from '../reading.ts'
import { listSaid, readThread } from '../store/archive.ts'
import { listFiles, readFileOf, readMessage } from '../store/messages.ts'
import { ThreadView } from './thread-view.tsx'

const language = z.string().max(10).optional()
const list = z.string().max(40)
const id = z.string().max(60)

export const threadPage = page({
  name: 'lists.thread',
  path: '/lists/:list/threads/:thread',
  who: anyone,
  input: z.object({ list, thread: id, language }),
  async load({ input, tx, by }) {
    const { list: found, mine, moderates } = await readAs(tx, by, input.list)
    const thread = await readThread(tx, found.name, input.thread)
    const said = await listSaid(tx, thread.id)
    if (said.length === 0) throw new Refusal('not-found', ['no-such-thread'])
    const files = await listFiles(
      tx,
      said.map((one) => one.id),
    )
    const address = (one: string) => hrefOf({ list: found.name, id: one })
    const practices = await listFrom(
      tx,
      said.map((one) => address(one.id)),
    )
    return {
      list: found,
      thread,
      /** Cities for which who looks may make a practice of an answer. */
      cities: found.kind === 'open' ? namedUnits(by.person, 'practices.write') : [],
      code: mine?.code ?? null,
      messages: said.map(({ subscriber, messageId, ...one }) => ({
        ...one,
        messageId,
        mayRedact:
          one.state === 'sent' && (moderates || (mine !== undefined && mine.id === subscriber)),
        files: files.filter(({ message }) => message === one.id),
        practices: practices.filter(({ source }) => source === address(one.id)),
      })),
    }
  },
  view: (data) => <ThreadView {...data} />,
})
/** What the page of a thread shows. */
export type ThreadData = Awaited<ReturnType<typeof threadPage.load>>

export const messagePage = page({
  name: 'lists.message',
  path: '/lists/:list/messages/:message',
  who: anyone,
  input: z.object({ list, message: id, language }),
  async load({ input, tx, by }) {
    const { list: found } = await readAs(tx, by, input.list)
    const it = await readMessage(tx, input.message)
    if (it.list !== found.name || !['sent', 'redacted'].includes(it.state))
      throw new Refusal('not-found', ['no-such-message'])
    return { list: found.name, thread: it.thread, message: it.id }
  },
  redirect: (data) => `/lists/${data.list}/threads/${data.thread}#m-${data.message}`,
  view: (_, { say }) => <Layout title={say('lists.message')} />,
})

export const filePage = page({
  name: 'lists.file',
  path: '/lists/:list/files/:file',
  who: anyone,
  input: z.object({ list, file: id }),
  async load({ input, tx, by }) {
    const { list: found, moderates } = await readAs(tx, by, input.list)
    return { file: await readFileOf(tx, { list: found.name, file: input.file, moderates }) }
  },
  file: ({ file }) => (file === undefined ? undefined : { id: file }),
  view: (_, { say }) => <Layout title={say('lists.message')} />,
})
