/** What happened to a report, told to whoever may read it. */
import type { ComponentChildren } from 'preact'
import { type Here, useHere } from '#core/pages'
import { type Moment, Timeline, When, Words } from '#design'
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

/** For whom the timeline is told: everybody, its reporter, or the desk. */
type Reader = 'public' | 'reporter' | 'desk'

function byOf(say: Say, it: Told, reader: Reader): string {
  if (it.by === 'reporter' && reader === 'reporter') return say('reports.timeline.you')
  if (it.by !== 'official') return say(`reports.by.${it.by}`)
  const badge = it.badge ?? ''
  return it.unitName
    ? say('reports.timeline.official', { unit: it.unitName, badge })
    : say('reports.timeline.officialAlone', { badge })
}

const isReport = (value: unknown): value is string =>
  typeof value === 'string' && /^R-\d+$/.test(value)

/** From which day to which a target moved, and why. */
function DueMoved({ say, facts: { from, to, because } }: { say: Say; facts: Told['facts'] }) {
  return (
    <>
      <When at={String(from)} style="date" /> → <When at={String(to)} style="date" /> ·{' '}
      {say(`reports.due.${because}`)}
    </>
  )
}

/** What the codes of a happening say, in words. */
function detailOf(say: Say, it: Told): ComponentChildren {
  if (it.kind === 'due') return <DueMoved say={say} facts={it.facts} />
  if (it.kind === 'judged') return say(`reports.judge.satisfied.${it.facts['satisfied']}`)
  const { facts, fromName, toName, state } = it
  const other = facts['target'] ?? facts['other']
  if (isReport(other)) return <a href={`/reports/${other}`}>{other}</a>
  if (fromName && toName && fromName !== toName) {
    return say('reports.timeline.change', { from: fromName, to: toName })
  }
  if (toName) return toName
  if (facts['elsewhere'])
    return say('reports.timeline.elsewhere', { system: String(facts['elsewhere']) })
  if (facts['because'] && state) {
    return say('reports.because.no-answer', { to: say(`reports.state.${state}`) })
  }
  const part = facts['what'] ? say(`reports.what.${facts['what']}`) : ''
  const reason = facts['reason'] ? say(`reports.hiding.${facts['reason']}`) : ''
  return [part, reason].filter(Boolean).join(' · ')
}

/** Detail and words of a happening; when the words were taken out of sight, why. */
function saidIn(say: Say, it: Told): ComponentChildren {
  const detail = detailOf(say, it)
  const reason = it.textHidden === null ? '' : say(`reports.hiding.${it.textHidden}`)
  if (!detail && !reason && !it.text) return null
  return (
    <>
      {detail && <p>{detail}</p>}
      {reason && <p>{say('reports.timeline.hidden', { reason })}</p>}
      {it.text ? <Words text={it.text} /> : null}
    </>
  )
}

/** Who may read it, where that is not everybody. */
function audienceOf(say: Say, it: Told, reader: Reader): string {
  if (reader === 'public' || it.audience === 'public') return ''
  return say(reader === 'reporter' ? 'reports.timeline.onlyYou' : `reports.audience.${it.audience}`)
}

/** In words what is proved: the kind of happening, and the state it led to. */
function provedBy(say: Say, it: Told & { readonly entry?: string | null }) {
  if (!it.entry) return {}
  const state = it.kind === 'moved' && it.state ? ` ${say(`reports.state.${it.state}`)}` : ''
  const about = `${say(`reports.event.${it.kind}`)}${state}`
  return { proof: { href: `/record/${it.entry}#proof`, about } }
}

function momentOf(say: Say, it: Told, reader: Reader): Moment {
  const by = [byOf(say, it, reader), audienceOf(say, it, reader)].filter(Boolean).join(' · ')
  return {
    at: it.at,
    title: titleOf(say, it),
    by,
    text: saidIn(say, it),
    ...(it.state ? { tone: toneOf(it.state) } : {}),
    ...provedBy(say, it),
  }
}

/** What happened to a report, the first thing first; for those who see more than everybody, also who sees it. */
export function Moments(props: {
  timeline: readonly (Told & { readonly entry?: string | null })[]
  reader: Reader
}) {
  const { say } = useHere()
  return <Timeline items={props.timeline.map((it) => momentOf(say, it, props.reader))} />
}
