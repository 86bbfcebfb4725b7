/** A bundle of reports as a page: three steps, and a list that says of each report what comes of it. */
import { reasonText, useHere } from '#core/pages'
import { ButtonLink, Details, Form, Layout, Notice, Section, Steps, Summary, Table } from '#design'
import {
  answerMany,
  assignMany,
  mergeMany,
  moveMany,
  noteMany,
  sayTogether,
} from '../../actions/index.ts'
import { beginning } from '../parts/card.tsx'
import { StateTag } from '../parts/state.tsx'
import type { TogetherData } from './together.tsx'
import { Saying } from './together-saying.tsx'

type Row = TogetherData['rows'][number]

const carrying = {
  move: moveMany,
  answer: answerMany,
  assign: assignMany,
  merge: mergeMany,
  note: noteMany,
}

function Rows({ rows, title }: { rows: readonly Row[]; title: string }) {
  const { say } = useHere()
  const why = rows.some(({ reasons }) => reasons.length > 0)
  const head = ['what', 'state', ...(why ? ['why'] : [])]
  return (
    <Table
      caption={title}
      quiet
      head={[
        say('reports.together.report'),
        ...head.map((column) => say(`reports.desk.column.${column}`)),
      ]}
      rows={rows.map(({ number, categoryName, text, state, reasons }) => [
        <a href={`/reports/desk/${number}`}>{number}</a>,
        <>
          {categoryName}
          <div dir="auto">{beginning(text, 90)}</div>
        </>,
        <StateTag state={state} />,
        ...(why ? [reasons.map((code) => reasonText(say, { code }, 'reports')).join(' ')] : []),
      ])}
    />
  )
}

function Group({ rows, which }: { rows: readonly Row[]; which: string }) {
  const { say } = useHere()
  if (rows.length === 0) return null
  const title = say(`reports.together.${which}`, { count: rows.length })
  return (
    <Section title={title} id={which}>
      <Rows rows={rows} title={title} />
    </Section>
  )
}

/** What is to be done, in one card, as it was said. */
function Wished({ bundle: { act, wish }, wishUnit }: TogetherData) {
  const { say } = useHere()
  if (!wish) return null
  const line = (field: string, value: string | undefined | null) =>
    value ? [{ key: say(`reports.say-together.${field}`), value: <bdi>{value}</bdi> }] : []
  const official = act === 'assign' ? say(`reports.say-together.official.${wish.official}`) : ''
  return (
    <Summary
      title={say(`reports.gather.act.${act}`)}
      rows={[
        ...(wish.to
          ? [{ key: say('reports.say-together.to'), value: <StateTag state={wish.to} /> }]
          : []),
        ...line('target', wish.target),
        ...line('unit', wishUnit),
        ...line('official', official),
        ...line('text', wish.text),
      ]}
    />
  )
}

/** What will happen and what cannot, and the one button that does it. */
function Confirming(data: TogetherData) {
  const { say } = useHere()
  const { bundle, rows } = data
  const able = rows.filter(({ reasons }) => reasons.length === 0)
  const given = { bundle: bundle.id, said: String(bundle.said) }
  return (
    <>
      <Wished {...data} />
      {able.length === 0 ? (
        <Notice tone="warning" title={say('reports.together.noneCan')} />
      ) : (
        <Form action={carrying[bundle.act]} with={given} fields={[]}>
          <p>{say('reports.together.confirm', { count: able.length })}</p>
        </Form>
      )}
      <Group rows={able} which="will" />
      <Group rows={rows.filter(({ reasons }) => reasons.length > 0)} which="cannot" />
      <Details summary={say('reports.together.again')}>
        <Saying {...data} kind="secondary" />
      </Details>
    </>
  )
}

function Result(data: TogetherData) {
  const { say } = useHere()
  const done = data.rows.filter(({ reasons }) => reasons.length === 0)
  const not = data.rows.filter(({ reasons }) => reasons.length > 0)
  const count = done.length
  return (
    <>
      <Notice
        tone={not.length === 0 ? 'success' : 'warning'}
        title={say('reports.together.result', { done: count, not: not.length })}
      />
      <ButtonLink href="/reports/desk">{say('reports.together.back')}</ButtonLink>
      <Wished {...data} />
      <Group rows={not} which="notDone" />
      <Group rows={done} which="done" />
    </>
  )
}

function Asking(data: TogetherData) {
  return (
    <>
      <Saying {...data} kind="primary" />
      <Group rows={data.rows} which="chosen" />
    </>
  )
}

/** The bundle as a page: saying it, confirming it, seeing what came of it. */
export function TogetherView(data: TogetherData) {
  const { say, problem } = useHere()
  const { doneAt, wish, act } = data.bundle
  const open = wish === null || wish.begun || problem?.action === sayTogether.name
  const step = doneAt !== null ? 3 : open ? 1 : 2
  const Part = [Asking, Confirming, Result][step - 1] ?? Asking
  return (
    <Layout
      title={say(`reports.together.title.${act}`, { count: data.rows.length })}
      breadcrumb={[{ href: '/reports/desk', text: say('reports.desk') }]}
    >
      <Steps current={step} total={3} label={say(`reports.together.step.${step}`)} />
      <Part {...data} />
    </Layout>
  )
}
