/** How contests stand, for everybody: numbers of each algorithm, nothing of any one contest. */
import { dateIn } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Empty, Layout, Prose, Section, Stats, Table } from '#design'
import { z } from 'zod'
import { contestsOf } from '../config.ts'
import { type Counted, countByAlgorithm } from '../store/lists.ts'

const COUNTERS = [
  'received',
  'open',
  'late',
  'upheld',
  'partly',
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
    return { counted, days: contestsOf(city).days }
  },
  view: (data) => <ShowView {...data} />,
})

function Counters({ counted }: { counted: readonly Counted[] }) {
  const { say } = useHere()
  return (
    <Table
      caption={say('contests.counters')}
      head={[
        say('contests.column.algorithm'),
        ...COUNTERS.map((name) => say(`contests.count.${name}`)),
      ]}
      numeric={COUNTERS.map((_, at) => at + 1)}
      rows={counted.map((one) => [
        <a href={`/algorithms/${one.algorithm}`}>{say(`decision.${one.algorithm}`)}</a>,
        ...COUNTERS.map((name) => say.number(one[name])),
      ])}
    />
  )
}

const sumOf = (counted: readonly Counted[], name: (typeof COUNTERS)[number]) =>
  counted.reduce((sum, one) => sum + one[name], 0)

function ShowView({ counted, days }: { counted: readonly Counted[]; days: number }) {
  const { say } = useHere()
  return (
    <Layout title={say('contests.show')} lead={say('contests.show.lead')} wide>
      <Section title={say('contests.show.how')} id="how">
        <Prose>
          <p>{say('contests.show.how.text', { days })}</p>
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
          <>
            <Stats
              items={(['received', 'open', 'late', 'upheld'] as const).map((name) => ({
                label: say(`contests.count.${name}`),
                value: sumOf(counted, name),
              }))}
            />
            <Counters counted={counted} />
          </>
        )}
        <p>{say('contests.counters.private')}</p>
      </Section>
    </Layout>
  )
}
