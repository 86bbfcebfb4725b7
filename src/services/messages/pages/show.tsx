import { Refusal, dateIn } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import type { Say } from '#core/text'
import { Does, Form, Layout, Notice, Section, Tag, Timeline } from '#design'
import { z } from 'zod'
import { end, noteRead, reply } from '../actions/writing.ts'
import { numberIn, threadName } from '../model.ts'
import { aboutOf, unitName } from '../naming.ts'
import { own } from '../purposes.ts'
import { listInThread } from '../store/dues.ts'
import { listMessages, readThread } from '../store/threads.ts'
import { DueTable, Said, spoken, type Spoken, writer } from './parts.tsx'

const input = z.object({ thread: z.string().max(20) })
const reads = { own }

async function load(look: Look<z.infer<typeof input>, typeof reads>) {
  const { tx, by, city, personal, now, language } = look
  const thread = await readThread(tx, numberIn(look.input.thread) ?? 0)
  if (!thread || thread.ref !== by.ref) throw new Refusal('not-found', ['messages.no-thread'])
  const { ref, ...shown } = thread
  const name = threadName(thread.number)
  const [messages, dues] = [
    await listMessages(tx, thread.number),
    await listInThread(tx, thread.number),
  ]
  const items = await personal.own.each(ref, { of: name, case: name })
  return {
    ...shown,
    name,
    unitName: unitName(city, thread.unit, language),
    units: city.units,
    messages: spoken(thread.number, messages, items),
    dues,
    today: dateIn(now, city.zone),
  }
}

type Data = Awaited<ReturnType<typeof load>>

const isNew = (one: Spoken) => one.readAt === null && one.written !== 'resident'

function Messages({ name, messages, unitName: unit, say }: Data & { say: Say }) {
  return (
    <Section title={say('messages.thread')} id="thread">
      <Timeline
        items={messages.map((one) => ({
          at: one.at,
          tone: isNew(one) ? ('info' as const) : ('neutral' as const),
          title: (
            <>
              {writer(one, unit, say)}{' '}
              {isNew(one) && <Tag tone="info">{say('messages.new', { count: 1 })}</Tag>}
            </>
          ),
          text: <Said one={one} sink="self-view" say={say} />,
        }))}
      />
      {messages.some(isNew) && <Does action={noteRead} with={{ thread: name }} />}
    </Section>
  )
}

/** One thread with its words; that it was opened stands among the readings of one's folder. */
export const threadPage = page({
  name: 'messages.show',
  path: '/messages/:thread',
  who: residents,
  input,
  reads,
  load,
  view: (data, { say }) => (
    <Layout
      title={aboutOf(data, say)}
      lead={say('messages.head', { unit: data.unitName })}
      breadcrumb={[
        { href: '/folder', text: say('messages.folder') },
        { href: '/messages', text: say('messages.list') },
      ]}
      narrow
    >
      {data.state === 'closed' && (
        <Notice title={say('messages.is-closed')}>
          <p>{say('messages.is-closed.text')}</p>
        </Notice>
      )}
      {data.dues.length > 0 && (
        <Section title={say('messages.due')} id="due">
          <DueTable dues={data.dues} today={data.today} city={data} inThread say={say} />
        </Section>
      )}
      <Messages {...data} say={say} />
      <Section title={say('messages.reply')} id="reply">
        <Form action={reply} with={{ thread: data.name }} />
      </Section>
      {data.state === 'open' && (
        <Section title={say('messages.end')} id="end">
          <p>{say('messages.end.text')}</p>
          <Does action={end} with={{ thread: data.name }} />
        </Section>
      )}
    </Layout>
  ),
})
