/** The desk's page of one report: what stands, what can be done, what happened. */
import { useHere } from '#core/pages'
import { ButtonLink, Columns, Layout, PhotoStrip, Section, Summary, Tag, Words } from '#design'
import { Decided } from '../parts/decided-view.tsx'
import { Blurring } from '../parts/blurring.tsx'
import { Spot, useFacts, usePhotos } from '../parts/facts.tsx'
import { Moments } from '../parts/moments.tsx'
import { Confirming } from './confirming.tsx'
import { Conflict } from './conflict.tsx'
import { Answering, Moving } from './forms-main.tsx'
import { Contact, Correcting } from './forms-more.tsx'
import { Joined, Parts, Same, Splitting } from './same.tsx'
import { Moderating } from './forms-guard.tsx'
import { HiddenWords } from './hidden-words.tsx'
import type { DeskData } from './report.tsx'

function useRows(data: DeskData) {
  const { say } = useHere()
  const { report, answers } = data
  const channel = `reports.channel.${report.source}`
  const yes = (is: boolean) => say(is ? 'common.yes' : 'common.no')
  return [
    ...useFacts(report, answers),
    {
      key: say('reports.desk.official'),
      value: say(`reports.desk.assigned.${report.assigned ?? 'nobody'}`),
    },
    { key: say('reports.desk.meToos'), value: say.number(report.meToos) },
    { key: say('reports.desk.joined'), value: <Joined {...data} /> },
    { key: say('reports.desk.publicText'), value: yes(report.publicText && !report.textHidden) },
    { key: say('reports.desk.publicPoint'), value: yes(report.publicPoint) },
    { key: say('reports.desk.source'), value: say.has(channel) ? say(channel) : report.source },
    ...(report.externalId
      ? [{ key: say('reports.desk.externalId'), value: <bdi>{report.externalId}</bdi> }]
      : []),
  ]
}

/** Photos with the words that one of them is hidden. */
function Photos({ report, photos }: DeskData) {
  const { say, by } = useHere()
  const hidden = photos.filter((photo) => photo.hidden !== null).length
  return (
    <>
      <PhotoStrip
        photos={usePhotos(report.number, photos, `/reports/desk/${report.number}/photos`)}
      />
      {by?.permissions.includes('reports.moderate') && (
        <Blurring base={`/reports/desk/${report.number}`} photos={photos} />
      )}
      {hidden > 0 && <p>{say('reports.desk.hiddenPhotos', { count: hidden })}</p>}
    </>
  )
}

function Beside(data: DeskData) {
  const { say } = useHere()
  return (
    <>
      <Spot report={data.report} />
      <Summary rows={useRows(data)} title={say('reports.desk.facts')} />
    </>
  )
}

/** The way to give a document, for officials who may. */
function Giving({ number }: { number: string }) {
  const { say, by } = useHere()
  if (!by?.permissions.includes('documents.issue')) return null
  return (
    <ButtonLink kind="secondary" href={`/reports/desk/${number}/document`}>
      {say('reports.giving')}
    </ButtonLink>
  )
}

/** Everything that can be done with the report. */
function Doing(data: DeskData) {
  const { say } = useHere()
  return (
    <Section title={say('reports.desk.do')} id="do">
      <Moving {...data} />
      <Answering {...data} />
      <Correcting {...data} />
      <Splitting {...data} />
      <Contact {...data} />
      <Giving number={data.report.number} />
      <Moderating {...data} />
    </Section>
  )
}

/** The desk's page of one report. */
export function DeskView(data: DeskData) {
  const { say } = useHere()
  const { report, timeline } = data
  return (
    <Layout
      title={report.categoryName}
      eyebrow={
        <>
          {report.number} {report.late && <Tag tone="error">{say('reports.facts.late')}</Tag>}
        </>
      }
      breadcrumb={[{ href: '/reports/desk', text: say('reports.desk') }]}
      wide
    >
      <Columns aside={<Beside {...data} />}>
        <Conflict {...data} />
        <Same {...data} />
        <Parts {...data} />
        <Section title={say('reports.facts.text')} id="text">
          <Words text={report.text} />
          <HiddenWords {...data} />
        </Section>
        <Photos {...data} />
        <Decided
          decided={data.decided}
          of={{ number: report.number, code: null, official: true }}
        />
        <Confirming {...data} />
        <Doing {...data} />
        <Section title={say('reports.desk.history')} id="history">
          <Moments timeline={timeline} reader="desk" />
        </Section>
      </Columns>
    </Layout>
  )
}
