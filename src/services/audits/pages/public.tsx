/** Published audits, for everybody: what was found, over which days, and the table to do it again. */
import type { CityFacts } from '#core/actions'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Card, CardList, Empty, Layout, Section, Summary, When } from '#design'
import { z } from 'zod'
import { numberOf } from '../model/states.ts'
import { listAudits, readPublished, readTable } from '../store/audits.ts'
import { ResultView, Verdict } from './result-view.tsx'
import type { GroupName } from './words.ts'

const language = z.string().max(10).optional()

type Say = (key: string) => string

/** Names of groups in the reader's language: of districts the city's own, of codes a text. */
export function groupNames(
  districts: Readonly<Record<string, string>>,
  say: Say & { has(key: string): boolean },
): GroupName {
  return (attribute, group) => {
    const key = `audits.group.${attribute}.${group}`
    if (say.has(key)) return say(key)
    if (group === '*') return say('audits.group.any')
    return attribute === 'district' ? (districts[group] ?? group) : group
  }
}

/** The districts of the city by their codes. */
export const districtNames = ({ districts }: Pick<CityFacts, 'districts'>) =>
  Object.fromEntries(districts.areas.map(({ code, name }) => [code, name]))

export const showPage = page({
  name: 'audits.show',
  path: '/audits',
  who: anyone,
  keep: 'public',
  menu: 52,
  input: z.object({ language }),
  async load({ tx }) {
    return { audits: (await listAudits(tx, true)).map((one) => ({ ...one, askedBy: null })) }
  },
  view: ({ audits }, { say }) => (
    <Layout title={say('audits.show')} lead={say('audits.show.lead')}>
      <Section title={say('audits.fair')} id="fair">
        <p>{say('audits.fair.lead')}</p>
        <p>
          <a href="/audits/service">{say('audits.fair.see')}</a>
        </p>
      </Section>
      <Section title={say('audits.published')} id="published">
        {audits.length === 0 && <Empty title={say('audits.none')} />}
        <CardList stacked label={say('audits.published')}>
          {audits.map((one) => (
            <Card
              key={one.id}
              title={say(`decision.${one.algorithm}`)}
              href={`/audits/${numberOf(one.id)}`}
              eyebrow={numberOf(one.id)}
              tag={<Verdict verdict={one.result?.verdict ?? null} />}
              foot={<When at={one.publishedAt ?? one.askedAt} style="date" />}
            >
              {say('audits.window', { from: say.date(one.from), to: say.date(one.to) })}
            </Card>
          ))}
        </CardList>
      </Section>
    </Layout>
  ),
})

export const auditPage = page({
  name: 'audits.one',
  path: '/audits/:number',
  who: anyone,
  keep: 'public',
  input: z.object({ number: z.string().max(20), language }),
  async load({ input, tx, city }) {
    const audit = { ...(await readPublished(tx, input.number)), askedBy: null }
    return { audit, districts: districtNames(city) }
  },
  view: ({ audit, districts }, { say }) => (
    <Layout
      title={say('audits.one.title', { decision: say(`decision.${audit.algorithm}`) })}
      eyebrow={numberOf(audit.id)}
      lead={say('audits.window', { from: say.date(audit.from), to: say.date(audit.to) })}
      breadcrumb={[{ href: '/audits', text: say('audits.show') }]}
    >
      <Summary
        rows={[
          {
            key: say('audits.column.verdict'),
            value: <Verdict verdict={audit.result?.verdict ?? null} />,
          },
          { key: say('audits.column.means'), value: say('audits.verdict.means') },
          {
            key: say('audits.column.algorithm'),
            value: (
              <a href={`/algorithms/${audit.algorithm}`}>{say(`decision.${audit.algorithm}`)}</a>
            ),
          },
          {
            key: say('audits.column.published'),
            value: <When at={audit.publishedAt ?? audit.askedAt} style="date" />,
          },
        ]}
      />
      <ResultView audit={audit} name={groupNames(districts, say)} published />
    </Layout>
  ),
})

/** The anonymous table of an audit, to be audited again by anybody. */
export const tablePage = page({
  name: 'audits.table',
  path: '/audits/:number/table',
  who: anyone,
  keep: 'public',
  hidden: true,
  input: z.object({ number: z.string().max(20) }),
  async load({ input, tx }) {
    const { id } = await readPublished(tx, input.number)
    return { name: `${numberOf(id)}.csv`, csv: await readTable(tx, id) }
  },
  sends: ({ name, csv }) => ({
    type: 'text/csv; charset=utf-8; header=present',
    text: csv,
    name,
  }),
  view: () => {
    throw new Error('the table of an audit is no page')
  },
})
