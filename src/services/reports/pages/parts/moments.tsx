/** What happened to a report, told to whoever may read it. */
import type { ComponentChildren } from 'preact'
import { type Here, useHere } from '#core/pages'
import { type Moment, Timeline, Words } from '#design'
import { StateTag, toneOf } from './state.tsx'
import type { Told } from './told.ts'

type Say = Here['say']

function titleOf(say: Say, it: Told): ComponentChildren {
  const title = say(`reports.event.${it.kind}`)
  if (it.kind !== 'moved' || !it.state) return title
  return (
    <>
      {title} <StateTag state={it.state} />
    </>
  )
}

function byOf(say: Say, it: Told): string {
  if (it.by !== 'official') return say(`reports.by.${it.by}`)
  const badge = it.badge ?? ''
  return it.unitName
    ? say('reports.timeline.official', { unit: it.unitName, badge })
    : say('reports.timeline.officialAlone', { badge })
}

const isReport = (value: unknown): value is string =>
  typeof value === 'string' && /^R-\d+$/.test(value)

function Other({ number }: { number: string }) {
  return (
    <p>
      <a href={`/reports/${number}`}>{number}</a>
    </p>
  )
}

/** What the codes of a happening say, in words. */
function Detail({ it }: { it: Told }) {
  const { say } = useHere()
  const { facts, fromName, toName } = it
  const other = facts['target'] ?? facts['other']
  if (isReport(other)) return <Other number={other} />
  if (fromName && toName) {
    return <p>{say('reports.timeline.change', { from: fromName, to: toName })}</p>
  }
  if (toName) return <p>{toName}</p>
  if (facts['because'] && it.state) {
    const to = say(`reports.state.${it.state}`)
    return <p>{say('reports.because.no-answer', { to })}</p>
  }
  const part = facts['what'] ? say(`reports.what.${facts['what']}`) : ''
  const reason = facts['reason'] ? say(`reports.hiding.${facts['reason']}`) : ''
  return part || reason ? <p>{[part, reason].filter(Boolean).join(' · ')}</p> : null
}

/** The words of a happening; when they were taken out of sight, why. */
function Said({ it }: { it: Told }) {
  const { say } = useHere()
  const reason = it.textHidden === null ? '' : say(`reports.hiding.${it.textHidden}`)
  return (
    <>
      <Detail it={it} />
      {reason && <p>{say('reports.timeline.hidden', { reason })}</p>}
      {it.text ? <Words text={it.text} /> : null}
    </>
  )
}

function momentOf(say: Say, it: Told, audiences: boolean): Moment {
  const aside = audiences && it.audience !== 'public'
  const by = byOf(say, it)
  return {
    at: it.at,
    title: titleOf(say, it),
    by: aside ? `${by} · ${say(`reports.audience.${it.audience}`)}` : by,
    text: <Said it={it} />,
    ...(it.state ? { tone: toneOf(it.state) } : {}),
  }
}

/** What happened to a report, the first thing first; for those who see more than everybody, also who sees it. */
export function Moments(props: { timeline: readonly Told[]; audiences?: boolean }) {
  const { say } = useHere()
  return (
    <Timeline items={props.timeline.map((it) => momentOf(say, it, props.audiences ?? false))} />
  )
}
