/** What belongs to a report: the same problem reported by others, and its parts. */
import { useHere } from '#core/pages'
import { CardList, Field, Notice, Section } from '#design'
import { split, unmerge } from '../../actions/index.ts'
import { ReportCard } from '../parts/card.tsx'
import { Seen } from '../parts/prepared.tsx'
import { Fold } from './fold.tsx'
import { aboutIt } from './forms-main.tsx'
import type { DeskData } from './report.tsx'

/** Reports of the same problem; whoever sees that it was another one after all takes them apart. */
export function Same(data: DeskData) {
  const { say } = useHere()
  const { report, duplicates } = data
  const others = report.duplicateOf ? [report.duplicateOf] : duplicates
  if (others.length === 0) return null
  const title = report.duplicateOf ? 'reports.show.duplicateOf' : 'reports.show.duplicates'
  return (
    <Notice title={say(title)}>
      <p>
        {others.map((number) => (
          <span key={number}>
            <a href={`/reports/desk/${number}`}>{number}</a>{' '}
          </span>
        ))}
      </p>
      {report.state === 'duplicate' && (
        <Fold action={unmerge} with={aboutIt(data)}>
          <Field name="text" />
          <Seen action={unmerge} />
        </Fold>
      )}
    </Notice>
  )
}

/** How many joined, and the way to what is near and sounds alike. */
export function Joined({ report, joined }: DeskData) {
  const { say } = useHere()
  return (
    <>
      {say.number(joined)} ·{' '}
      <a href={`/reports/desk/${report.number}/alike`}>{say('reports.desk.alike')}</a>
    </>
  )
}

/** The parts of a report, or the report this one is a part of. */
export function Parts({ report, parts }: DeskData) {
  const { say } = useHere()
  if (report.partOf) {
    return (
      <Notice title={say('reports.parts.partOf')}>
        <p>
          <a href={`/reports/desk/${report.partOf}`}>{report.partOf}</a>
        </p>
      </Notice>
    )
  }
  if (parts.length === 0) return null
  return (
    <Section title={say('reports.parts')} id="parts">
      <CardList stacked label={say('reports.parts')}>
        {parts.map((part) => (
          <ReportCard key={part.number} report={part} href={`/reports/desk/${part.number}`} />
        ))}
      </CardList>
    </Section>
  )
}

/** One part more, of a kind of its own. */
export function Splitting(data: DeskData) {
  const { report, groups } = data
  if (report.class !== 'open' || report.partOf) return null
  const categories = groups.flatMap((group) =>
    group.categories.map((each) => ({ value: each.code, text: `${group.name}: ${each.name}` })),
  )
  return (
    <Fold action={split} with={aboutIt(data)}>
      <Field name="category" options={categories} />
      <Field name="text" />
      <Seen action={split} />
    </Fold>
  )
}
