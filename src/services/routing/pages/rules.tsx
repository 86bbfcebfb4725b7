/** One version of the rules, tried on the latest reports before anybody puts it in force. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { page } from '#core/pages'
import { Refusal } from '#core/kernel'
import { coverageOf, differences, type Past, type Rule, rulesFrom } from '#core/rules'
import type { Say } from '#core/text'
import { Code, Does, Empty, Layout, Notice, Section, Stats, Table } from '#design'
import { caseOf, latestReports, unitOfCategory, vocabularyOf } from '#services/reports'
import { z } from 'zod'
import { activate, writers } from '../actions/rules.ts'
import { TRIED } from '../model.ts'
import { activeVersion, findVersion } from '../store/rules.ts'
import { RuleTable, unitName } from './parts.tsx'
import { unitsOf } from './show.tsx'

/** Differences that are listed one by one. */
const LISTED = 50

async function pastOf(tx: Tx, city: CityFacts): Promise<Past[]> {
  const reports = await latestReports(tx, TRIED)
  return reports.map((it) => {
    const unit = unitOfCategory(city, it.category)
    return { number: it.number, given: caseOf(city, it), otherwise: unit === 'none' ? null : unit }
  })
}

const read = (text: string, city: CityFacts): readonly Rule[] =>
  rulesFrom(text, vocabularyOf(city)).rules ?? []

type Moves = ReturnType<typeof differences>

function Moved(props: { say: Say; moved: Moves; units: ReadonlyMap<string, string> }) {
  const { say, moved, units } = props
  if (moved.length === 0) return <Empty title={say('routing.dry.same')} />
  return (
    <>
      <p>{say('routing.dry.moved', { moved: moved.length })}</p>
      <Table
        caption={say('routing.dry')}
        quiet
        head={['report', 'from', 'to'].map((one) => say(`routing.column.${one}`))}
        rows={moved
          .slice(0, LISTED)
          .map(({ number, from, to }) => [
            <a href={`/reports/${number}`}>{number}</a>,
            unitName(say, units, from),
            unitName(say, units, to),
          ])}
      />
    </>
  )
}

/** What it would do, and the button of whoever did not write it. */
export const rulesPage = page({
  name: 'routing.rules-page',
  path: '/routing/rules/:version',
  who: writers,
  input: z.object({
    version: z.coerce.number().int().positive(),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, city, by, language }) {
    const found = await findVersion(tx, input.version)
    if (!found) throw new Refusal('not-found', ['no-such-rules'])
    const cases = await pastOf(tx, city)
    const rules = read(found.text, city)
    const active = await activeVersion(tx)
    const coverage = coverageOf(rules, cases)
    return {
      ...{ version: found.version, state: found.state, text: found.text },
      own: found.writtenBy === by.ref,
      readable: rulesFrom(found.text, vocabularyOf(city)).rules !== undefined,
      cases: cases.length,
      unmatched: coverage.unmatched,
      rules: coverage.rules.map(({ rule: { number, says, unit }, ...it }) => {
        const { holds, decides, broken, finding } = it
        return { number, says, unit, holds, decides, broken, finding }
      }),
      moved: differences(active ? read(active.text, city) : [], rules, cases),
      units: [...unitsOf(city, language)],
    }
  },
  view: (it, { say }) => (
    <Layout
      title={say('routing.rules-page.title', { version: it.version })}
      lead={say(`routing.rules-page.${it.state}`)}
      breadcrumb={[{ href: '/routing', text: say('routing.show') }]}
    >
      {!it.readable && <Notice tone="warning" title={say('routing.rules-outdated')} />}
      <Section title={say('routing.coverage')} id="coverage">
        <Stats
          items={[
            { value: it.cases, label: say('routing.coverage.cases') },
            { value: it.unmatched, label: say('routing.coverage.unmatched') },
          ]}
        />
        <RuleTable
          say={say}
          rules={it.rules}
          units={new Map(it.units)}
          more={{
            head: ['holds', 'decides', 'finding'].map((one) => say(`routing.column.${one}`)),
            of: (number) =>
              it.rules
                .filter((one) => one.number === number)
                .flatMap(({ holds, decides, broken, finding }) => [
                  say.number(holds),
                  say.number(decides),
                  broken > 0
                    ? say('routing.finding.broken', { broken })
                    : say(`routing.finding.${finding}`),
                ]),
          }}
        />
      </Section>
      <Section title={say('routing.dry')} id="dry">
        <Moved say={say} moved={it.moved} units={new Map(it.units)} />
      </Section>
      <Section title={say('routing.text')} id="text">
        <Code text={it.text} />
      </Section>
      {it.state === 'draft' &&
        (it.own ? (
          <Notice title={say('routing.own')} />
        ) : (
          <Does action={activate} with={{ version: String(it.version) }} />
        ))}
    </Layout>
  ),
})
