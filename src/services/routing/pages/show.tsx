/** How the city finds out who answers a report: for everybody, with the way to change it for officials. */
import { page } from '#core/pages'
import { addDays } from '#core/kernel'
import { anyone } from '#core/people'
import { rulesFrom } from '#core/rules'
import { ButtonLink, ButtonRow, Empty, Layout, Notice, Section, Stats, Table } from '#design'
import { countSaid, rulesInForce, vocabularyOf, wording } from '#services/reports'
import type { CityFacts } from '#core/actions'
import { z } from 'zod'
import { listCandidates } from '../store/candidates.ts'
import { activeVersion, listVersions } from '../store/rules.ts'
import { listTestSets } from '../store/test-sets.ts'
import { Back, inForce } from './back.tsx'
import { ModelTable, RuleTable } from './parts.tsx'
import { TestSets } from './test-sets.tsx'

/** Days of which it is told what officials said of the sorting. */
const DAYS = 30

/** The names of the city's units by code. */
export const unitsOf = (city: CityFacts, language: string): ReadonlyMap<string, string> =>
  new Map(city.units.map(({ code, name }) => [code, wording(name, language)]))

/** Rules and classifiers in force. */
export const showPage = page({
  name: 'routing.show',
  path: '/routing',
  who: anyone,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, city, by, now, language }) {
    const standing = await rulesInForce(tx)
    const text = standing.is === 'bound' ? standing.part : ''
    const read = rulesFrom(text, vocabularyOf(city))
    const writes = by.person?.permissions.includes('routing.write') ?? false
    const takesBack = by.person?.permissions.includes('routing.activate') ?? false
    const renews = by.person?.permissions.includes('routing.promote') ?? false
    const models = await listCandidates(tx)
    const sets = (await listTestSets(tx)).map(({ reports, ...it }) => {
      return { ...it, reports: reports.length }
    })
    return {
      rules: (read.rules ?? []).map(({ number, says, unit }) => ({ number, says, unit })),
      broken: standing.is === 'broken' || read.errors !== undefined,
      version: (await activeVersion(tx))?.version ?? null,
      models: models.map((it) => ({ ...it, agreedBy: null })),
      said: await countSaid(tx, `${addDays(now.slice(0, 10), -DAYS)}T00:00:00.000Z`),
      sets,
      renews,
      units: [...unitsOf(city, language)],
      writes,
      back: takesBack ? await inForce(tx) : [],
      versions: writes
        ? (await listVersions(tx)).map(({ version, state, writtenAt }) => {
            return { version, state, writtenAt }
          })
        : [],
    }
  },
  view: (
    { rules, broken, version, models, said, sets, renews, units, writes, back, versions },
    { say },
  ) => (
    <Layout title={say('routing.show')} lead={say('routing.show.lead')}>
      {broken && (
        <Notice tone="warning" title={say('routing.broken')}>
          <p>{say('routing.broken.text')}</p>
        </Notice>
      )}
      <Section title={say('routing.rules')} id="rules">
        {rules.length === 0 ? (
          <Empty title={say('routing.rules.none')} text={say('routing.rules.none.text')} />
        ) : (
          <>
            <p>{say('routing.rules.version', { version: version ?? 0 })}</p>
            <RuleTable say={say} rules={rules} units={new Map(units)} />
            <p>{say('routing.rules.else')}</p>
          </>
        )}
        {writes && (
          <ButtonRow>
            <ButtonLink href="/routing/write" kind="secondary">
              {say('routing.write')}
            </ButtonLink>
          </ButtonRow>
        )}
      </Section>
      {writes && versions.length > 0 && (
        <Section title={say('routing.versions')} id="versions">
          <Table
            caption={say('routing.versions')}
            quiet
            head={['version', 'state', 'written'].map((one) => say(`routing.column.${one}`))}
            rows={versions.map((it) => [
              <a href={`/routing/rules/${it.version}`}>
                {say('routing.version', { version: it.version })}
              </a>,
              say(`routing.state.${it.state}`),
              say.date(it.writtenAt),
            ])}
          />
        </Section>
      )}
      <Back places={back} />
      <Section title={say('routing.models')} id="models">
        <p>{say('routing.models.text')}</p>
        {models.length === 0 ? (
          <Empty title={say('routing.models.none')} text={say('routing.models.none.text')} />
        ) : (
          <ModelTable say={say} models={models} />
        )}
        <Stats
          items={[
            { label: say('routing.said.confirmed'), value: said.confirmed },
            { label: say('routing.said.corrected'), value: said.corrected },
          ]}
        />
      </Section>
      <TestSets sets={sets} renews={renews} />
      <ul>
        <li>
          <a href="/algorithms/reports.sort">{say('routing.register.sort')}</a>
        </li>
        <li>
          <a href="/algorithms/reports.route">{say('routing.register.route')}</a>
        </li>
      </ul>
    </Layout>
  ),
})
