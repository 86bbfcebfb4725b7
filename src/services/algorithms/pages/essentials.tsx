/** What most people want to know of an algorithm, on one screen. */
import { trialEnds } from '#core/decisions'
import { useHere } from '#core/pages'
import { Summary, type SummaryRow, When, Words } from '#design'
import type { Shown } from './algorithm.tsx'
import { dayOf } from './parts.tsx'

type Given = Pick<
  Shown,
  | 'words'
  | 'registered'
  | 'parts'
  | 'partsAt'
  | 'standing'
  | 'status'
  | 'revisionOn'
  | 'assessments'
>

/** One row, where there is something to say. */
const row = (key: string, value: SummaryRow['value'] | null | undefined | false): SummaryRow[] =>
  value ? [{ key, value }] : []

function Audit({ standing }: { standing: NonNullable<Given['standing']> }) {
  const { say } = useHere()
  const { auditVerdict, auditPage, auditAt } = standing
  if (!auditVerdict || !auditPage || !auditAt) return <>{say('algorithms.audit.none')}</>
  return (
    <a href={auditPage}>
      {say('algorithms.audit.one', {
        verdict: say(`algorithms.verdict.${auditVerdict}`),
        day: dayOf(say, auditAt),
      })}
    </a>
  )
}

/** Since when what was mended runs, and until when it has to have passed an audit. */
function Trial({ standing }: { standing: NonNullable<Given['standing']> }) {
  const { say } = useHere()
  const { mendedAt } = standing
  const until = trialEnds(standing)
  if (!mendedAt || !until) return null
  const days = { since: dayOf(say, mendedAt), until: dayOf(say, until) }
  return <>{say('algorithms.trial.text', days)}</>
}

function Assessments({ all }: { all: Given['assessments'] }) {
  const { say } = useHere()
  return (
    <ul>
      {all.map(({ code, kind, version, title }) => (
        <li key={code}>
          <a href={`/processing/assessments/${code}`}>{title}</a>
          {` (${say(`processing.kind.${kind}`)}, ${say('algorithms.version', { version })})`}
        </li>
      ))}
    </ul>
  )
}

/** Rules and classifiers in force, each by its fingerprint and that of what it learned from. */
function Parts({ parts, partsAt }: Pick<Given, 'parts' | 'partsAt'>) {
  const { say } = useHere()
  return (
    <>
      {partsAt && <a href={partsAt}>{say('algorithms.parts.read')}</a>}
      {parts.length > 0 && (
        <ul>
          {parts.map(({ place, hash, learned }) => (
            <li key={place}>
              {`${place}: `}
              <bdi>{hash.slice(0, 16)}</bdi>
              {learned && ` ${say('algorithms.parts.learned', { hash: learned.slice(0, 16) })}`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** What it is for, who answers, by which law, how it stands, and how to disagree. */
export function Essentials(data: Given) {
  const { say } = useHere()
  const { words, registered, parts, partsAt, standing, status, revisionOn, assessments } = data
  const text = (field: 'goal' | 'humanIntervention' | 'organisation' | 'contact' | 'objection') =>
    words[field] && <Words text={words[field]} />
  const field = (name: string) => say(`algorithms.field.${name}`)
  const contest = registered && <a href={registered.contestAt}>{say('algorithms.contest.how')}</a>
  return (
    <Summary
      rows={[
        ...row(field('goal'), text('goal')),
        ...row(field('humanIntervention'), text('humanIntervention')),
        ...row(field('organisation'), text('organisation')),
        ...row(field('contact'), text('contact')),
        ...row(say('algorithms.law'), registered?.law),
        ...row(say('algorithms.phase'), say(`algorithms.status.${status}`)),
        ...row(say('algorithms.running'), registered && String(registered.version)),
        ...row(say('algorithms.since'), registered && <When at={registered.since} style="date" />),
        ...row(
          say('algorithms.until'),
          registered?.until && <When at={registered.until} style="date" />,
        ),
        ...row(say('algorithms.hash'), registered && <bdi>{registered.hash.slice(0, 16)}</bdi>),
        ...row(
          say('algorithms.parts'),
          (partsAt || parts.length > 0) && <Parts parts={parts} partsAt={partsAt} />,
        ),
        ...row(say('algorithms.revision'), revisionOn && dayOf(say, revisionOn)),
        ...row(say('algorithms.audit'), standing && <Audit standing={standing} />),
        ...row(say('algorithms.trial'), standing?.onTrial && <Trial standing={standing} />),
        ...row(
          say('algorithms.assessments'),
          assessments.length > 0 && <Assessments all={assessments} />,
        ),
        ...row(say('algorithms.contest'), contest || text('objection')),
      ]}
    />
  )
}
