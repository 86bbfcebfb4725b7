/** A thread, a message of it by its permanent link, and files that came with one. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Refusal } from '#core/kernel'
import { Does, Field, Form, Layout, Section, Tag, When, Words } from '#design'
import { z } from 'zod'
import { mute } from '../actions/join.ts'
import { answered, redact, write } from '../actions/write.ts'
import { readAs } from '../reading.ts'
import { listSaid, readThread } from '../store/archive.ts'
import { listFiles, readFileOf, readMessage } from '../store/messages.ts'
import { crumbs } from './lists.tsx'

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
    return {
      list: found,
      thread,
      code: mine?.code ?? null,
      messages: said.map(({ subscriber, messageId, ...one }) => ({
        ...one,
        messageId,
        mayRedact:
          one.state === 'sent' && (moderates || (mine !== undefined && mine.id === subscriber)),
        files: files.filter(({ message }) => message === one.id),
      })),
    }
  },
  view: (data) => <ThreadView {...data} />,
})
type ThreadData = Awaited<ReturnType<typeof threadPage.load>>
type Shown = ThreadData['messages'][number]

function Files({ name, one }: { name: string; one: Shown }) {
  const { say } = useHere()
  return (
    <>
      {one.files.length > 0 && (
        <ul>
          {one.files.map((file) => (
            <li key={file.id}>
              <a href={`/lists/${name}/files/${file.id}`}>
                <bdi>{file.name}</bdi>
              </a>{' '}
              {say('lists.kilobytes', { size: Math.ceil(file.bytes / 1000) })}
            </li>
          ))}
        </ul>
      )}
      {one.lostFiles > 0 && <p>{say('lists.lostFiles', { count: one.lostFiles })}</p>}
    </>
  )
}

interface Placed {
  readonly name: string
  readonly thread: string
  readonly one: Shown
  /** Which message of the thread it is: no two headings are the same. */
  readonly number: number
}

function Message({ name, thread, one, number }: Placed) {
  const { say } = useHere()
  const author = one.shown ?? say('lists.somebody')
  const link = `/lists/${name}/messages/${one.id}`
  if (one.state === 'redacted') {
    return (
      <Section
        title={say('lists.numbered', { number, text: say('lists.redacted') })}
        id={`m-${one.id}`}
      >
        <p>
          <When at={one.writtenAt} />
        </p>
      </Section>
    )
  }
  return (
    <Section title={say('lists.numbered', { number, text: author })} id={`m-${one.id}`}>
      <p>
        <a href={link}>
          <When at={one.writtenAt} />
          <span class="govuk-visually-hidden"> {say('lists.permanent', { author })}</span>
        </a>
      </p>
      <Words text={one.body} />
      <Files name={name} one={one} />
      {one.mayRedact && (
        <Does action={redact} with={{ list: name, thread, message: one.id }} about={author} />
      )}
    </Section>
  )
}

function ThreadView({ list: it, thread, messages, code }: ThreadData) {
  const { say } = useHere()
  const where = { list: it.name, thread: thread.id }
  return (
    <Layout
      title={thread.title || say('lists.untitled')}
      eyebrow={thread.answered ? <Tag tone="success">{say('lists.answered.is')}</Tag> : undefined}
      breadcrumb={[...crumbs(say), { href: `/lists/${it.name}`, text: it.title }]}
    >
      {messages.map((one, at) => (
        <Message key={one.id} name={it.name} thread={thread.id} one={one} number={at + 1} />
      ))}
      {code !== null && (
        <>
          <Section title={say('lists.answer')} id="answer">
            <Form action={write} with={where} submit="lists.answer">
              <Field name="text" />
            </Form>
          </Section>
          <Does
            action={answered}
            with={thread.answered ? { ...where, open: 'yes' } : where}
            label={thread.answered ? 'lists.answered.open' : 'lists.answered'}
          />
          <Does action={mute} with={{ code, thread: thread.id }} />
        </>
      )}
    </Layout>
  )
}

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
    const { list: found } = await readAs(tx, by, input.list)
    return { file: await readFileOf(tx, { list: found.name, file: input.file }) }
  },
  file: ({ file }) => (file === undefined ? undefined : { id: file }),
  view: (_, { say }) => <Layout title={say('lists.message')} />,
})
