/** How contests stand, for everybody: numbers of each algorithm, nothing of any one contest. */
import { dateIn } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Empty, Layout, Prose, Section, Table } from '#design'
import { z } from 'zod'
import { contestsOf } from '../config.ts'
import { type Counted, countByAlgorithm } from '../store/lists.ts'

const COUNTERS = [
  'received',
  'open',
  'late',
  'upheld',
  'partly',
  'toRemedy',
  'remedyLate',
  'rejected',
  'inadmissible',
  'withdrawn',
] as const

export const showPage = page({
  name: 'contests.show',
  path: '/contests',
  who: anyone,
  keep: 'public',
  menu: 51,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, now, city }) {
    const counted = await countByAlgorithm(tx, dateIn(now, city.zone))
    const { days, remedyDays } = contestsOf(city)
    return { counted, days, remedyDays }
  },
  view: (data) => <ShowView {...data} />,
})

/** One row a counter, one column an algorithm: there are few of them, so that it is read on a telephone too. */
function Counters({ counted }: { counted: readonly Counted[] }) {
  const { say } = useHere()
  return (
    <Table
      caption={say('contests.counters')}
      quiet
      head={[
        say('contests.column.algorithm'),
        ...counted.map(({ algorithm }) => (
          <a href={`/algorithms/${algorithm}`}>{say(`decision.${algorithm}`)}</a>
        )),
      ]}
      numeric={counted.map((_, at) => at + 1)}
      rows={COUNTERS.map((name) => [
        say(`contests.count.${name}`),
        ...counted.map((one) => say.number(one[name])),
      ])}
    />
  )
}

interface ShowData {
  readonly counted: readonly Counted[]
  readonly days: number
  readonly remedyDays: number
}

function ShowView({ counted, days, remedyDays }: ShowData) {
  const { say } = useHere()
  return (
    <Layout title={say('contests.show')} lead={say('contests.show.lead')}>
      <Section title={say('contests.show.how')} id="how">
        <Prose>
          <p>{say('contests.show.how.text', { days })}</p>
          <p>{say('contests.show.remedy.text', { days: remedyDays })}</p>
        </Prose>
        <ButtonRow>
          <ButtonLink href="/contests/begin">{say('contests.beginning')}</ButtonLink>
          <ButtonLink href="/contests/find" kind="secondary">
            {say('contests.find')}
          </ButtonLink>
        </ButtonRow>
      </Section>
      <Section title={say('contests.counters')} id="counters">
        {counted.length === 0 ? (
          <Empty title={say('contests.none-yet')} />
        ) : (
          <Counters counted={counted} />
        )}
        <p>{say('contests.counters.private')}</p>
      </Section>
    </Layout>
  )
}
