/** The page of one report for everybody. */
import { useHere } from '#core/pages'
import {
  ButtonLink,
  CardList,
  Columns,
  Does,
  Layout,
  Notice,
  PhotoStrip,
  Proven,
  Section,
  Summary,
} from '#design'
import { join } from '../actions/index.ts'
import { type CardReport, ReportCard } from './parts/card.tsx'
import { Decided } from './parts/decided-view.tsx'
import { Spot, Text, useFacts, usePhotos } from './parts/facts.tsx'
import { linkTo } from './parts/looking.ts'
import { Moments } from './parts/moments.tsx'
import type { ShowData } from './show.tsx'

/** "Me too" and following: what anybody can do with a report. */
function Beside({ report }: ShowData) {
  const { say } = useHere()
  const { number, meToos } = report
  return (
    <>
      <Spot report={report} />
      <Section title={say('reports.show.meToo')} id="me-too">
        <p>{say('reports.show.meToos', { count: meToos })}</p>
        {report.class === 'open' && <Does action={join} with={{ number }} about={number} />}
      </Section>
      <Section title={say('reports.show.yours')} id="yours">
        <p>{say('reports.show.yours.text')}</p>
        <ButtonLink kind="secondary" href={linkTo('/reports/follow', { number })}>
          {say('reports.follow')}
        </ButtonLink>
      </Section>
    </>
  )
}

/** What the public record says about the report, and how many have witnessed it. */
function OnRecord({ place, report: { number } }: ShowData) {
  const { say } = useHere()
  if (!place) return null
  return (
    <Proven {...place}>
      <a href={linkTo('/record', { subject: `/reports/${number}` })}>
        {say('reports.show.proof.link', { number })}
      </a>
    </Proven>
  )
}

/** Reports under a title; nothing when there are none. */
function Cards({ of, title, id }: { of: readonly CardReport[]; title: string; id: string }) {
  if (of.length === 0) return null
  return (
    <Section title={title} id={id}>
      <CardList stacked>
        {of.map((each) => (
          <ReportCard key={each.number} report={each} />
        ))}
      </CardList>
    </Section>
  )
}

/** The parts of the report, reports of the same problem, and what lies near. */
function Related({ parts, duplicates, near }: ShowData) {
  const { say } = useHere()
  return (
    <>
      <Cards of={parts} title={say('reports.parts')} id="parts" />
      <Cards of={duplicates} title={say('reports.show.duplicates')} id="duplicates" />
      <Cards of={near} title={say('reports.show.near')} id="near" />
    </>
  )
}

/** The report this one is the same as, or a part of. */
function Whole({ report: { duplicateOf, partOf } }: ShowData) {
  const { say } = useHere()
  const number = duplicateOf ?? partOf
  if (number === null) return null
  return (
    <Notice title={say(duplicateOf ? 'reports.show.duplicateOf' : 'reports.parts.partOf')}>
      <p>
        <a href={`/reports/${number}`}>{say('reports.show.toOriginal', { number })}</a>
      </p>
    </Notice>
  )
}

/** The page of one report for everybody. */
export function ShowView(data: ShowData) {
  const { say } = useHere()
  const { report, photos, timeline, answers } = data
  const { number, categoryName } = report
  const rows = useFacts(report, answers)
  return (
    <Layout
      title={categoryName}
      eyebrow={number}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      wide
    >
      <Columns aside={<Beside {...data} />}>
        <Whole {...data} />
        <Section title={say('reports.facts.text')} id="text">
          <Text text={report.text} />
        </Section>
        <PhotoStrip photos={usePhotos(number, photos, '/reports/photos')} />
        <Summary rows={rows} />
        <Decided decided={data.decided} of={{ number, code: null }} />
        <Section title={say('reports.show.timeline')} id="timeline">
          <OnRecord {...data} />
          <Moments timeline={timeline} reader="public" />
        </Section>
        <Related {...data} />
      </Columns>
    </Layout>
  )
}
