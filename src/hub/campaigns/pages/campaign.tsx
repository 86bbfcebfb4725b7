/** One campaign: what counts, the counter, and the pledges. */
import { useHere } from '#core/pages'
import type { Say } from '#core/text'
import {
  Card,
  CardList,
  Details,
  Field,
  Form,
  Layout,
  Section,
  Stats,
  Summary,
  When,
  Words,
} from '#design'
import { nameIn } from '#hub/cities'
import { pledge, report } from '../actions.ts'
import { lastDay, type Standing } from '../model.ts'
import type { Shown } from '../pages.tsx'
import type { Pledge } from '../store.ts'

/** The way back. */
export const trail = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/campaigns', text: say('campaigns.list') },
]

interface Told {
  readonly count: number
  readonly target: number
  readonly days: number
  readonly standing: Standing
}

/** Day n of N, m of M, and how many a day are needed. */
export function sentence(say: Say, { count, target, days, standing }: Told): string {
  const { phase, day, needed, reached } = standing
  if (phase === 'over')
    return say(reached ? 'campaigns.reached' : 'campaigns.missed', { count, target })
  if (phase === 'before') return say('campaigns.soon', { count, target })
  return say('campaigns.counter', { day, days, count, target, needed: needed ?? 0 })
}

function Progress({ one }: { one: Pledge }) {
  const { say } = useHere()
  const { value, goal, source, reportedOn } = one
  const told =
    source === null || reportedOn === null ? (
      say('campaigns.never')
    ) : (
      <a href={source}>
        <When at={reportedOn} style="date" />
      </a>
    )
  return (
    <Summary
      rows={[
        { key: one.measure, value: say('campaigns.of', { value: value ?? 0, goal }) },
        { key: say('campaigns.due'), value: <When at={one.dueOn} style="date" /> },
        { key: say('campaigns.signed'), value: <a href={one.decision}>{one.authority}</a> },
        { key: say('campaigns.reportedOn'), value: told },
      ]}
    />
  )
}

interface PledgesProps {
  readonly all: readonly (Pledge & { readonly head: string; readonly href: string })[]
  readonly mine?: readonly string[]
}

/** Pledges one below the other, with how far each is. */
export function Pledges({ all, mine = [] }: PledgesProps) {
  const { say } = useHere()
  if (all.length === 0) return <p>{say('campaigns.noPledges')}</p>
  return (
    <CardList stacked label={say('campaigns.pledges')}>
      {all.map((one) => (
        <Card key={`${one.campaign} ${one.city}`} level={3} title={one.head} href={one.href}>
          <Words text={one.text} />
          <Progress one={one} />
          {mine.includes(one.city) && (
            <Details summary={say('campaigns.report')}>
              <Form action={report} with={{ campaign: one.campaign, city: one.city }} />
            </Details>
          )}
        </Card>
      ))}
    </CardList>
  )
}

function Counting({ id, rule, starts, days, zone, baseline, hub }: Shown) {
  const { say } = useHere()
  const where = rule.where.map(({ field, is }) => `${field}=${is}`).join(', ')
  const code = (text: string) => (
    <bdi>
      <code>{text}</code>
    </bdi>
  )
  return (
    <Section title={say('campaigns.counting')} id="counting">
      <p>{say('campaigns.counting.text')}</p>
      <Summary
        rows={[
          { key: say('campaigns.kinds'), value: code(rule.kinds.join(', ')) },
          ...(where === '' ? [] : [{ key: say('campaigns.where'), value: code(where) }]),
          { key: say('campaigns.field'), value: code(rule.field) },
          { key: say('campaigns.day'), value: code(rule.day ?? 'at') },
          {
            key: say('campaigns.window'),
            value: code(`${starts} – ${lastDay({ starts, days })} (${zone})`),
          },
          { key: say('campaigns.baseline'), value: say.number(baseline) },
          {
            key: say('campaigns.repeat'),
            value: code(`cityright verify ${hub}/record --campaign ${id}`),
          },
        ]}
      />
    </Section>
  )
}

function Pledging({ mine, pledges, names, standing, id }: Shown) {
  const { say, language } = useHere()
  const made = new Set(pledges.map(({ city }) => city))
  const free = mine.filter((city) => !made.has(city))
  if (free.length === 0 || standing.phase !== 'running') return null
  const options = free.map((city) => {
    const named = names[city]
    return { value: city, text: named ? nameIn(named, language) : city }
  })
  return (
    <Details summary={say('campaigns.pledge')}>
      <Form action={pledge} with={{ campaign: id }}>
        <Field name="city" value={free[0]} options={options} />
        {['text', 'measure', 'goal', 'due', 'authority', 'decision'].map((name) => (
          <Field key={name} name={name} />
        ))}
      </Form>
    </Details>
  )
}

/** One campaign as a page. */
export function CampaignView(data: Shown) {
  const { say, language } = useHere()
  const { name, about, count, target, days, standing, pledges, names, mine } = data
  const head = (city: string) => {
    const named = names[city]
    return named ? nameIn(named, language) : city
  }
  return (
    <Layout
      title={name}
      eyebrow={say(`campaigns.phase.${standing.phase}`)}
      lead={sentence(say, data)}
      breadcrumb={trail(say)}
    >
      <Stats
        items={[
          { label: say('campaigns.stat.day'), value: `${standing.day} / ${days}` },
          { label: say('campaigns.stat.count'), value: `${count} / ${target}` },
          {
            label: say('campaigns.stat.needed'),
            value: standing.needed === null ? '–' : standing.needed,
          },
        ]}
      />
      <div lang={data.language} dir="auto">
        <Words text={about} />
      </div>
      <Counting {...data} />
      <Section title={say('campaigns.pledges')} id="pledges">
        <Pledging {...data} />
        <Pledges
          mine={mine}
          all={pledges.map((one) => {
            return { ...one, head: head(one.city), href: `/cities/${one.city}/pledges` }
          })}
        />
      </Section>
    </Layout>
  )
}
