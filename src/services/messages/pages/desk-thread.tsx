import { dateIn, Refusal } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { may, unitsOf } from '#core/people'
import type { Say } from '#core/text'
import { Details, Does, Form, Layout, Section, Tag, Timeline } from '#design'
import { z } from 'zod'
import { changeDue, setDown } from '../actions/due.ts'
import { answer, closeThread } from '../actions/writing.ts'
import { numberIn, threadName } from '../model.ts'
import { aboutOf, dueTitle, unitName } from '../naming.ts'
import { correspondence } from '../purposes.ts'
import { listInThread } from '../store/dues.ts'
import { listMessages, readThread } from '../store/threads.ts'
import { DueState, Said, spoken, writer } from './parts.tsx'

const input = z.object({ thread: z.string().max(20) })
const reads = { correspondence }

async function load(look: Look<z.infer<typeof input>, typeof reads>) {
  const { tx, by, city, personal, now, language } = look
  const thread = await readThread(tx, numberIn(look.input.thread) ?? 0)
  const units = unitsOf(by.person, 'messages.answer')
  const mine = thread && (units === 'all' || units.includes(thread.unit))
  if (!mine || thread.state === 'closed') throw new Refusal('not-found', ['messages.no-thread'])
  const { ref, ...shown } = thread
  const name = threadName(thread.number)
  const [messages, dues] = [
    await listMessages(tx, thread.number),
    await listInThread(tx, thread.number),
  ]
  const items = await personal.correspondence.each(ref, { of: name, case: name })
  return {
    ...shown,
    name,
    unitName: unitName(city, thread.unit, language),
    messages: spoken(thread.number, messages, items),
    dues,
    today: dateIn(now, city.zone),
  }
}

type Data = Awaited<ReturnType<typeof load>>

function Messages({ messages, unitName: unit, say }: Data & { say: Say }) {
  return (
    <Section title={say('messages.thread')} id="thread">
      <Timeline
        items={messages.map((one) => ({
          at: one.at,
          title: (
            <>
              {writer(one, unit, say)}{' '}
              {one.written !== 'resident' && one.readAt && (
                <Tag tone="success">{say('messages.was-read')}</Tag>
              )}
            </>
          ),
          text: <Said one={one} sink="staff-view" say={say} />,
        }))}
      />
    </Section>
  )
}

function Dues({ name, dues, today, say }: Data & { say: Say }) {
  return (
    <Section title={say('messages.due')} id="due">
      {dues.map((due) => (
        <div key={due.id} class="cr-buttons">
          <span>
            {dueTitle(due, say)} · {say.date(due.on)}
          </span>
          <DueState due={due} today={today} say={say} />
          {due.state === 'open' &&
            [due.kind === 'charge' ? 'paid' : 'done', 'withdrawn'].map((to) => (
              <Does
                key={to}
                action={changeDue}
                with={{ thread: name, due: due.id, to }}
                label={`messages.mark.${to}`}
                about={dueTitle(due, say)}
              />
            ))}
        </div>
      ))}
      <Details summary={say('messages.due.new')}>
        <Form action={setDown} with={{ thread: name }} fields={['kind', 'amount', 'on', 'link']} />
      </Details>
    </Section>
  )
}

/** One thread as its unit sees it. The resident sees that it was opened, when and by which badge. */
export const deskThreadPage = page({
  name: 'messages.desk-thread',
  path: '/messages/desk/:thread',
  who: may('messages.answer'),
  input,
  reads,
  load,
  view: (data, { say }) => (
    <Layout
      title={aboutOf(data, say)}
      lead={say('messages.desk-head', { unit: data.unitName })}
      breadcrumb={[{ href: '/messages/desk', text: say('messages.desk') }]}
      narrow
    >
      <Messages {...data} say={say} />
      <Section title={say('messages.answer')} id="answer">
        <Form action={answer} with={{ thread: data.name }} />
      </Section>
      <Dues {...data} say={say} />
      <Section title={say('messages.close')} id="close">
        <p>{say('messages.close.text')}</p>
        <Does action={closeThread} with={{ thread: data.name }} />
      </Section>
    </Layout>
  ),
})
