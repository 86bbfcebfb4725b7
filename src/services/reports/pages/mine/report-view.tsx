/** The reporter's page: what the city asks comes first, then what became of the report. */
import { useHere } from '#core/pages'
import {
  Columns,
  Details,
  Does,
  Field,
  Form,
  Layout,
  Notice,
  PhotoStrip,
  Section,
  Summary,
  When,
  Words,
} from '#design'
import { addPhoto, judge, reopen, reply, withdraw } from '../../actions/index.ts'
import { Decided } from '../parts/decided-view.tsx'
import { Blurring } from '../parts/blurring.tsx'
import { Spot, useFacts, usePhotos } from '../parts/facts.tsx'
import { Moments } from '../parts/moments.tsx'
import { Judging } from './judging.tsx'
import { Looked } from './looked.tsx'
import type { MineData } from './report.tsx'

/** The city's last question, with room for the answer. */
function Question({ code, timeline, report, may }: MineData) {
  const { say } = useHere()
  if (!may.reply) return null
  const asked = timeline.findLast((it) => it.kind === 'asked')
  return (
    <Notice tone="warning" title={say('reports.mine.question')}>
      {asked?.text && <Words text={asked.text} />}
      {report.waitingUntil && (
        <p>
          {say('reports.mine.until')} <When at={report.waitingUntil} style="long" />
        </p>
      )}
      <Form action={reply} with={{ code }} />
    </Notice>
  )
}

function Reopen({ code, may }: MineData) {
  const { say, problem } = useHere()
  if (!may.reopen) return null
  return (
    <Details summary={say('reports.mine.still')} open={problem?.action === reopen.name}>
      <p>{say('reports.mine.stillText')}</p>
      <Form action={reopen} with={{ code }} kind="secondary" />
    </Details>
  )
}

function Photos({ code, may }: MineData) {
  const { say, problem } = useHere()
  if (may.photos === 0) return null
  return (
    <Details summary={say('reports.add-photo')} open={problem?.action === addPhoto.name}>
      <Form action={addPhoto} with={{ code }} kind="secondary">
        <Field name="photos" hint={say('reports.mine.photosLeft', { count: may.photos })} />
      </Form>
    </Details>
  )
}

function Withdraw({ code, may }: MineData) {
  const { say } = useHere()
  if (!may.withdraw) return null
  return (
    <Details summary={say('reports.withdraw')}>
      <p>{say('reports.mine.withdrawText')}</p>
      <Does action={withdraw} with={{ code }} kind="danger" />
    </Details>
  )
}

function Beside(data: MineData) {
  const { say } = useHere()
  const { report, may } = data
  const nothing = !may.reopen && !may.withdraw && may.photos === 0
  return (
    <>
      <Spot report={report} />
      <Section title={say('reports.mine.can')} id="can">
        {nothing && <p>{say('reports.mine.nothing')}</p>}
        <Reopen {...data} />
        <Photos {...data} />
        <Withdraw {...data} />
      </Section>
      <Looked {...data} />
    </>
  )
}

/** What the public does not see of this report. */
function Unseen({ report }: MineData) {
  const { say } = useHere()
  if (report.textHidden !== null) {
    const reason = say(`reports.hiding.${report.textHidden}`)
    return <p>{say('reports.timeline.hidden', { reason })}</p>
  }
  if (report.class === 'hidden') return <Notice title={say('reports.mine.hidden')} />
  if (report.publicText && report.publicPoint) return null
  const key = report.publicText ? 'place' : report.publicPoint ? 'text' : 'both'
  return <p>{say(`reports.mine.unseen.${key}`)}</p>
}

/** The reporter's page. */
export function MineView(data: MineData) {
  const { say } = useHere()
  const { code, report, photos, timeline, answers } = data
  const base = `/reports/mine/${code}/photos`
  return (
    <Layout
      title={report.categoryName}
      eyebrow={say('reports.mine.yours', { number: report.number })}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      wide
    >
      <Columns aside={<Beside {...data} />}>
        <Question {...data} />
        {data.may.judge && <Judging action={judge} code={code} />}
        <Section title={say('reports.facts.text')} id="text">
          <Words text={report.text} />
          {report.wordsKept && <p>{say('reports.mine.wordsKept')}</p>}
        </Section>
        <PhotoStrip photos={usePhotos(report.number, photos, base)} />
        <Blurring base={`/reports/mine/${code}`} photos={photos} />
        <Unseen {...data} />
        <Summary rows={useFacts(report, answers)} />
        <Decided decided={data.decided} of={{ number: report.number, code }} />
        <Section title={say('reports.show.timeline')} id="timeline">
          <Moments timeline={timeline} reader="reporter" />
        </Section>
      </Columns>
    </Layout>
  )
}
