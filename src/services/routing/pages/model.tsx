/** One classifier: what it learned from, what it is worth, and for whom. */
import { page } from '#core/pages'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import { Code, Does, Layout, Notice, Section, Summary, Table } from '#design'
import { z } from 'zod'
import { agree } from '../actions/agree.ts'
import { type Candidate, findCandidate } from '../store/candidates.ts'
import { percent } from './parts.tsx'

const RATES = [
  'accuracy',
  'macroF1',
  'top3',
  'sure',
  'sureRight',
  'coverageAt90',
  'calibrationError',
] as const

type Shown = Omit<Candidate, 'agreedBy'>

function Rates({ it, say }: { it: Shown; say: Say }) {
  const { all, before } = it.evaluation
  return (
    <Table
      caption={say('routing.worth')}
      quiet
      head={['measure', 'now', 'before'].map((one) => say(`routing.column.${one}`))}
      numeric={[1, 2]}
      rows={RATES.map((rate) => [
        say(`routing.rate.${rate}`),
        percent(say, all[rate]),
        percent(say, before?.[rate] ?? null),
      ])}
    />
  )
}

function Groups({ it, say }: { it: Shown & { names: readonly string[] }; say: Say }) {
  const { groups } = it.evaluation
  if (groups.length === 0) return <p>{say('routing.groups.none')}</p>
  return (
    <Table
      caption={say('routing.groups')}
      quiet
      head={['district', 'judged', 'accuracy', 'before'].map((one) => say(`routing.column.${one}`))}
      numeric={[1, 2, 3]}
      rows={groups.map((one, at) => [
        it.names[at] ?? one.district,
        say.number(one.n),
        percent(say, one.accuracy),
        percent(say, one.before),
      ])}
    />
  )
}

/** Everybody may see what a classifier is worth before and after it sorts anything. */
export const modelPage = page({
  name: 'routing.model-page',
  path: '/routing/models/:model',
  who: anyone,
  input: z.object({ model: z.string().max(64), language: z.string().max(10).optional() }),
  async load({ input, tx, city, by }) {
    const found = await findCandidate(tx, input.model)
    if (!found) throw new Refusal('not-found', ['no-such-model'])
    const { agreedBy, ...shown } = found
    const names = found.evaluation.groups.map(
      ({ district }) => city.districts.areas.find((one) => one.code === district)?.name ?? district,
    )
    const promotes = by.person?.permissions.includes('routing.promote') ?? false
    const waits = promotes && found.verdict === 'waiting'
    return { ...shown, names, waits, voices: agreedBy === null ? 0 : 1, own: agreedBy === by.ref }
  },
  view: (it, { say }) => (
    <Layout
      title={say('routing.model-page.title', { language: say(`routing.language.${it.language}`) })}
      lead={say(`routing.model-page.${it.verdict}`)}
      breadcrumb={[{ href: '/routing', text: say('routing.show') }]}
    >
      {it.worse !== null && <Notice title={say(`routing.worse.${it.worse}`)} />}
      <Section title={say('routing.worth')} id="worth">
        <p>
          {say('routing.worth.text', {
            learned: it.evaluation.learned,
            calibrated: it.evaluation.calibrated,
            judged: it.evaluation.all.n,
            from: say.date(it.evaluation.from),
            to: say.date(it.evaluation.to),
          })}
        </p>
        <Rates it={it} say={say} />
      </Section>
      <Section title={say('routing.groups')} id="groups">
        <Groups it={it} say={say} />
      </Section>
      <Summary
        rows={[
          { key: say('routing.model.hash'), value: <Code text={it.hash} inline /> },
          { key: say('routing.model.learned'), value: <Code text={it.learned} inline /> },
          ...(it.testSet === null
            ? []
            : [{ key: say('routing.model.set'), value: <Code text={it.testSet} inline /> }]),
        ]}
      />
      {it.waits &&
        (it.own && it.voices > 0 ? (
          <Notice title={say('routing.agreed')} />
        ) : (
          <>
            <p>{say(it.voices === 0 ? 'routing.voices.none' : 'routing.voices.one')}</p>
            <Does action={agree} with={{ model: it.hash }} />
          </>
        ))}
    </Layout>
  ),
})
