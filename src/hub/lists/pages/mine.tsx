/** One's own subscription, by the secret in every letter: confirm, wish, mute, leave. */
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  ButtonRow,
  Details,
  Does,
  Field,
  Form,
  Layout,
  Notice,
  Prose,
  Section,
  When,
} from '#design'
import { z } from 'zod'
import { confirmed, leave, mute, resume, wish } from '../actions/join.ts'
import { takeBack } from '../actions/redact.ts'
import { hrefOf } from '../model.ts'
import { listOwn, readThread } from '../store/archive.ts'
import { readList } from '../store/lists.ts'
import { listMuted } from '../store/mutes.ts'
import { readByCode } from '../store/subscribers.ts'
import { crumbs } from './lists.tsx'

const language = z.string().max(10).optional()
const code = z.string().max(60)

export const minePage = page({
  name: 'lists.mine',
  path: '/lists/mine/:code',
  who: anyone,
  hidden: true,
  input: z.object({ code, thread: z.string().max(60).optional(), language }),
  async load({ input, tx, by }) {
    const found = await readByCode(tx, input.code)
    if (!found) throw new Refusal('not-found', ['no-such-subscription'])
    const { name, title } = await readList(tx, found.list)
    const muted = await listMuted(tx, found.id)
    const thread = input.thread ? await readThread(tx, name, input.thread) : null
    const { state, shown, rhythm, outside } = found
    return {
      code: input.code,
      outside,
      own: await listOwn(tx, found.id),
      list: { name, title },
      state,
      shown,
      rhythm,
      muted,
      thread: thread && { id: thread.id, title: thread.title },
      linked: found.person !== null && found.person === by.ref,
      signedIn: by.ref !== null,
    }
  },
  view: (data) => <MineView {...data} />,
})
type MineData = Awaited<ReturnType<typeof minePage.load>>

function Muting({ code: secret, thread, muted }: MineData) {
  const { say } = useHere()
  if (thread === null && muted.length === 0) return null
  return (
    <Section title={say('lists.muted')} id="muted">
      {thread !== null && !muted.some(({ id }) => id === thread.id) && (
        <Does action={mute} with={{ code: secret, thread: thread.id }} about={thread.title} />
      )}
      {muted.map(({ id, title }) => (
        <div key={id}>
          <p dir="auto">{title}</p>
          <Does
            action={mute}
            with={{ code: secret, thread: id, speaks: 'yes' }}
            label="lists.speaks"
            about={title}
          />
        </div>
      ))}
    </Section>
  )
}

function Linking({ code: secret, linked, signedIn }: MineData) {
  const { say } = useHere()
  if (!signedIn || linked) return null
  return (
    <Section title={say('lists.link')} id="link">
      <Prose>
        <p>{say('lists.link.text')}</p>
      </Prose>
      <Does action={confirmed} with={{ code: secret }} label="lists.link" />
    </Section>
  )
}

/** Who writes by mail alone takes words back here. */
function Own({ code: secret, own }: MineData) {
  const { say } = useHere()
  if (own.length === 0) return null
  return (
    <Details summary={say('lists.own', { count: own.length })}>
      <p>{say('lists.own.text')}</p>
      {own.map((one) => (
        <div key={one.id}>
          <p>
            <a href={hrefOf(one)} dir="auto">
              {one.subject}
            </a>{' '}
            · <When at={one.writtenAt} style="date" />
          </p>
          <ButtonRow>
            <Does action={takeBack} with={{ code: secret, message: one.id }} about={one.subject} />
          </ButtonRow>
        </div>
      ))}
    </Details>
  )
}

function Asked({ code: secret, list }: MineData) {
  const { say } = useHere()
  return (
    <Layout
      title={say('lists.confirm')}
      lead={say('lists.confirm.lead', { list: list.title })}
      breadcrumb={crumbs(say)}
      narrow
    >
      <Does action={confirmed} with={{ code: secret }} kind="primary" />
    </Layout>
  )
}

function MineView(data: MineData) {
  const { say } = useHere()
  const { code: secret, list, state, shown, rhythm } = data
  const given = { code: secret }
  if (state === 'asked') return <Asked {...data} />
  return (
    <Layout
      title={say('lists.mine')}
      lead={list.title}
      breadcrumb={[...crumbs(say), { href: `/lists/${list.name}`, text: list.title }]}
      narrow
    >
      {data.outside && (
        <Notice tone="warning" title={say('lists.outside')}>
          <p>{say('lists.outside.text')}</p>
        </Notice>
      )}
      {state === 'paused' && (
        <Notice tone="warning" title={say('lists.paused')}>
          <p>{say('lists.paused.text')}</p>
          <Does action={resume} with={given} kind="primary" />
        </Notice>
      )}
      <Form action={wish} with={given}>
        <Field name="shown" value={shown} />
        <Field name="rhythm" value={rhythm} />
      </Form>
      <Linking {...data} />
      <Muting {...data} />
      <Own {...data} />
      <p>
        <a href={`/lists/mine/${secret}/leave`}>{say('lists.leave')}</a>
      </p>
    </Layout>
  )
}

export const leavingPage = page({
  name: 'lists.leaving',
  path: '/lists/mine/:code/leave',
  who: anyone,
  hidden: true,
  input: z.object({ code, language }),
  async load({ input, tx }) {
    const found = await readByCode(tx, input.code)
    if (!found) throw new Refusal('not-found', ['no-such-subscription'])
    const { title } = await readList(tx, found.list)
    return { code: input.code, title }
  },
  view: ({ code: secret, title }, { say }) => (
    <Layout
      title={say('lists.leave')}
      lead={say('lists.leave.lead', { list: title })}
      breadcrumb={crumbs(say)}
      narrow
    >
      <Form action={leave} with={{ code: secret }} kind="danger">
        <Field name="nameless" />
      </Form>
    </Layout>
  ),
})
