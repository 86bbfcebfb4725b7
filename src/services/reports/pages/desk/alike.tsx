/** Reports close to one report that may be of the same problem, each with the way to join the two. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import {
  Card,
  CardList,
  Details,
  Empty,
  Field,
  Form,
  Layout,
  PhotoStrip,
  Section,
  When,
  Words,
} from '#design'
import { merge } from '../../actions/index.ts'
import { reportsOf } from '../../config.ts'
import { reachOf } from '../../reach.ts'
import { alikeAtDesk } from '../../similar.ts'
import { listCovers } from '../../store/list.ts'
import { readForDesk } from '../parts/at-desk.ts'
import { usePhotos } from '../parts/facts.tsx'
import { named, namesOf } from '../parts/names.ts'
import { Seen } from '../parts/prepared.tsx'
import { StateTag } from '../parts/state.tsx'

/** What is near and sounds alike, for an official of the unit. */
export const alike = page({
  name: 'reports.desk.alike',
  path: '/reports/desk/:number/alike',
  who: may('reports.read'),
  input: z.object({ number: z.string().max(20) }),
  async load({ input, tx, by, now, city, language }) {
    const names = namesOf(city, language)
    const { report, photos } = await readForDesk(tx, by, input.number)
    const asking = { reports: reportsOf(city), now, units: reachOf(by) }
    const found = await alikeAtDesk(tx, { ...report, itself: report.number }, asking)
    const covers = await listCovers(
      tx,
      found.map(({ number }) => number),
    )
    const { number, version, text, state } = report
    return {
      report: {
        ...named({ ...report, contact: null, assignedTo: null }, names),
        number,
        version,
        text,
        state,
      },
      photos: photos.map(({ file }) => ({ file })),
      found: found.map((each) => ({
        ...named(each, names),
        cover: covers.get(each.number) ?? null,
      })),
    }
  },
  view: (data) => <AlikeView {...data} />,
})

type AlikeData = Awaited<ReturnType<typeof alike.load>>
type Candidate = AlikeData['found'][number]

/** Joining two reports, for those who may; the report this page is about becomes the duplicate. */
function Joining({ report, other }: { report: AlikeData['report']; other: Candidate }) {
  const { say, by, problem } = useHere()
  if (!by?.permissions.includes('reports.merge') || report.class !== 'open') return null
  const given = { number: report.number, version: String(report.version), target: other.number }
  return (
    <Details
      summary={say('reports.desk.alike.join', { number: report.number, other: other.number })}
      open={problem?.action === merge.name && problem.values['target'] === other.number}
    >
      <Form action={merge} with={given} kind="secondary">
        <Field name="text" />
        <Seen action={merge} />
      </Form>
    </Details>
  )
}

function Other({ report, other }: { report: AlikeData['report']; other: Candidate }) {
  const { say } = useHere()
  const { number, cover, categoryName, state, metres, openedAt, likeness, text } = other
  const photo = `/reports/desk/${number}/photos/${cover}`
  return (
    <Card
      title={categoryName}
      level={3}
      eyebrow={<a href={`/reports/desk/${number}`}>{number}</a>}
      tag={<StateTag state={state} />}
      {...(cover ? { photo: { src: photo, alt: say('reports.card.photo', { number }) } } : {})}
      foot={
        <>
          {say('reports.card.metres', { metres: Math.round(metres) })} ·{' '}
          <When at={openedAt} style="date" /> ·{' '}
          {say('reports.desk.alike.likeness', { percent: Math.round(likeness * 100) })}
        </>
      }
    >
      <p dir="auto">{text}</p>
      <Joining report={report} other={other} />
    </Card>
  )
}

function AlikeView({ report, photos, found }: AlikeData) {
  const { say } = useHere()
  const { number } = report
  return (
    <Layout
      title={say('reports.desk.alike')}
      lead={say('reports.desk.alike.lead')}
      breadcrumb={[
        { href: '/reports/desk', text: say('reports.desk') },
        { href: `/reports/desk/${number}`, text: number },
      ]}
    >
      <Section title={`${number} · ${report.categoryName}`} id="this">
        <Words text={report.text} />
        <PhotoStrip photos={usePhotos(number, photos, `/reports/desk/${number}/photos`)} />
      </Section>
      {found.length === 0 ? (
        <Empty
          title={say('reports.desk.alike.none')}
          text={say('reports.desk.alike.noneText')}
          action={<a href={`/reports/desk/${number}`}>{number}</a>}
        />
      ) : (
        <Section title={say('reports.desk.alike.near')} id="near">
          <CardList stacked label={say('reports.desk.alike.near')}>
            {found.map((other) => (
              <Other key={other.number} report={report} other={other} />
            ))}
          </CardList>
        </Section>
      )}
    </Layout>
  )
}
