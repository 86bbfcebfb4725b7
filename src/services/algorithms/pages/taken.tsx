import { readRegistered, readTaken, type Taken } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Layout, Section, Summary, When } from '#design'
import { z } from 'zod'
import { becauseOf, caseText, type Named, named, outcomeText } from './naming.ts'
import { Prove, provableOf } from './prove.tsx'

/** One decision that a machine took: what, about what, why, by which rule, and the proof of it. */
export const takenPage = page({
  name: 'algorithms.one',
  path: '/algorithms/taken/:id',
  who: anyone,
  keep: 'public',
  input: z.object({ id: z.string().max(60), language: z.string().max(10).optional() }),
  async load({ input, tx, now, city, declared, language }) {
    const taken = await readTaken(tx, input.id)
    if (!taken) throw new Refusal('not-found', ['no-such-decision'])
    const { facts: _inside, ...shown } = taken
    const versions = await readRegistered(tx, taken.decision)
    const registered = versions.find(({ version }) => version === taken.version)
    const provable = await provableOf(tx, taken, { now, zone: city.zone })
    const [words] = named({ city, declared, language }, taken.decision, [shown])
    const { page: to = null, outcomeName = null } = words ?? {}
    const because = becauseOf({ city, declared, language }, taken.decision)(taken.because)
    return {
      ...shown,
      because,
      page: to,
      outcomeName,
      contestAt: registered?.contestAt ?? null,
      provable,
    }
  },
  view: ({ provable, contestAt, ...taken }, { say }) => (
    <Layout
      title={say('algorithms.one.title', {
        decision: say(`decision.${taken.decision}`),
        outcome: outcomeText(taken.outcome, taken.outcomeName, say),
      })}
      lead={say('algorithms.one.lead')}
      breadcrumb={[
        { href: '/algorithms', text: say('algorithms.show') },
        { href: `/algorithms/${taken.decision}`, text: say(`decision.${taken.decision}`) },
      ]}
    >
      <What taken={taken} contestAt={contestAt} />
      <Section title={say('algorithms.prove')} id="prove">
        <Prove id={taken.id} provable={provable} />
      </Section>
    </Layout>
  ),
})

function What({
  taken,
  contestAt,
}: {
  taken: Omit<Taken, 'facts'> & Pick<Named, 'page' | 'outcomeName'>
  contestAt: string | null
}) {
  const { say } = useHere()
  const { decision, version, about, outcome, because, at } = taken
  const rule = say('algorithms.one.version', { decision: say(`decision.${decision}`), version })
  const contest = {
    key: say('algorithms.contest'),
    value: contestAt && <a href={contestAt}>{say('algorithms.contest.how')}</a>,
  }
  return (
    <Summary
      rows={[
        { key: say('algorithms.one.what'), value: <a href={`/algorithms/${decision}`}>{rule}</a> },
        { key: say('algorithms.one.at'), value: <When at={at} style="long" /> },
        { key: say('algorithms.one.about'), value: <a href={about}>{caseText(taken, say)}</a> },
        {
          key: say('algorithms.one.outcome'),
          value: <bdi>{outcomeText(outcome, taken.outcomeName, say)}</bdi>,
        },
        { key: say('algorithms.one.because'), value: say(because.key, because.values) },
        ...(contestAt ? [contest] : []),
      ]}
    />
  )
}
