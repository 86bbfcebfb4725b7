/** Fair service, for everybody: how long each district waits, with what is still open counted as open. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Empty, Layout, Prose, Section, Table, When } from '#design'
import { z } from 'zod'
import type { Curve, Fair, Waiting } from '../model/found.ts'
import { readFair } from '../store/fair.ts'
import { StepChart } from './chart.tsx'
import { OnTime, Residents } from './fair-parts.tsx'
import { districtNames } from './public.tsx'

export const fairPage = page({
  name: 'audits.fair',
  path: '/audits/service',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, city }) {
    const found = await readFair(tx)
    return {
      day: found?.day ?? null,
      result: found?.result ?? null,
      districts: districtNames(city),
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say('audits.fair')}
      lead={say('audits.fair.lead')}
      breadcrumb={[{ href: '/audits', text: say('audits.show') }]}
      wide
    >
      {data.result === null || data.result.n === 0 ? (
        <Empty title={say(data.result === null ? 'audits.fair.none' : 'audits.fair.empty')} />
      ) : (
        <FairView result={data.result} districts={data.districts} />
      )}
    </Layout>
  ),
})

type Districts = Readonly<Record<string, string>>

const nameIn = (districts: Districts) => (area: string) =>
  area
    .split(' + ')
    .map((code) => districts[code] ?? code)
    .join(' + ')

/** Pages hold so many charts side by side. */
const CHARTS = 40

function WaitingTable({
  of,
  title,
  name,
}: {
  of: Waiting
  title: string
  name: (area: string) => string
}) {
  const { say } = useHere()
  const number = (value: number | null) => (value === null ? '–' : say.number(value))
  const row = (one: Curve, label: string) => [
    <bdi>{label}</bdi>,
    say.number(one.n),
    say.number(one.n - one.ended),
    one.median === null ? say('audits.not-reached') : number(one.median),
    number(one.mean),
    one.interval === null
      ? '–'
      : say('audits.between', { low: number(one.interval[0]), high: number(one.interval[1]) }),
  ]
  return (
    <Table
      caption={title}
      quiet
      head={['district', 'n', 'open', 'median', 'mean', 'interval'].map((key) =>
        say(`audits.column.${key}`),
      )}
      numeric={[1, 2, 3, 4]}
      rows={[
        row(of.city, say('audits.whole-city')),
        ...of.areas.map((one) => row(one, name(one.area))),
      ]}
    />
  )
}

function WaitingPart(props: {
  of: Waiting
  what: 'answer' | 'resolution'
  name: (area: string) => string
}) {
  const { say } = useHere()
  const { of, what, name } = props
  const { p } = of
  return (
    <Section title={say(`audits.fair.${what}`)} id={what}>
      <p>{say('audits.fair.chart')}</p>
      <div class="cr-charts">
        {of.areas.slice(0, CHARTS).map((curve) => (
          <StepChart
            key={curve.area}
            curve={curve}
            city={of.city}
            horizon={of.horizon}
            name={name(curve.area)}
          />
        ))}
      </div>
      <WaitingTable of={of} title={say(`audits.fair.${what}`)} name={name} />
      {p !== null && (
        <p>
          {say(p < 0.05 ? 'audits.fair.differs' : 'audits.fair.alike', { p: Math.max(p, 0.0001) })}
        </p>
      )}
    </Section>
  )
}

function FairView({ result, districts }: { result: Fair; districts: Districts }) {
  const { say } = useHere()
  const name = nameIn(districts)
  return (
    <>
      <p>
        {say('audits.fair.window', { n: result.n })} <When at={result.from} style="date" /> –{' '}
        <When at={result.until} style="date" />
      </p>
      <WaitingPart of={result.answer} what="answer" name={name} />
      <WaitingPart of={result.resolution} what="resolution" name={name} />
      <OnTime onTime={result.onTime} name={name} />
      <Residents perResident={result.perResident} name={name} />
      <Section title={say('audits.not-shown')} id="not-shown">
        <Prose>
          <p>{say('audits.fair.not-shown')}</p>
        </Prose>
      </Section>
    </>
  )
}
