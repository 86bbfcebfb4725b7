/** One item of one city: what was found, when, what it does not prove, and what people say against it. */
import type { By } from '#core/actions'
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import type { Say } from '#core/text'
import { Form, Layout, Notice, Section, Summary, Timeline } from '#design'
import { readNames } from '#hub/cities'
import { z } from 'zod'
import { ATTEST, CONFIRM } from '../actions/confirm.ts'
import { contradict } from '../actions/contradict.ts'
import { items } from '../model.ts'
import { listReached, type Reached } from '../reached.ts'
import { listConfirmations, listMine } from '../store/confirmations.ts'
import { listAbout } from '../store/contradictions.ts'
import { type Kept, listHistory } from '../store/findings.ts'
import { findNode } from '../store/nodes.ts'
import { Confirmations } from './confirmations.tsx'
import { Said } from './contradictions.tsx'
import {
  levelText,
  nameOf,
  ReachText,
  Reasons,
  Seen,
  SourceLink,
  trail,
  ValueTag,
} from './parts.tsx'

const HISTORY = 50

/** What people confirmed, the names of their cities, and what whoever looks may confirm. */
async function readPeople(
  tx: Tx,
  of: { city: string; item: string; limit: number },
  { person, ref }: Pick<By, 'person' | 'ref'>,
) {
  const all = await listConfirmations(tx, of)
  const units = namedUnits(person, CONFIRM)
  const names = await readNames(tx, [...units, ...all.flatMap(({ from }) => from ?? [])])
  const mine = ref === null ? [] : await listMine(tx, { ...of, ref })
  return {
    all,
    names: Object.fromEntries(names),
    units: units.includes(of.city) ? [] : units,
    attests: person?.permissions.includes(ATTEST) === true && person.units.length === 0,
    mine: mine.map(({ number }) => number),
  }
}

/** What people say of a finding, for the page. */
export type People = Awaited<ReturnType<typeof readPeople>>

export const itemPage = page({
  name: 'evidence.item',
  path: '/evidence/:city/:item',
  who: anyone,
  input: z.object({
    city: z.string().max(100),
    item: z.string().max(10),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, now, by, language }) {
    const { city } = input
    const item = items.find((one) => one === input.item)
    const node = await findNode(tx, city)
    if (!node || !item) throw new Refusal('not-found', ['evidence.no-such-city'])
    const history = await listHistory(tx, { city, item, limit: HISTORY })
    const kept = (await listReached(tx, city, now.slice(0, 10))).find((one) => one.item === item)
    const of = { city, item, limit: HISTORY }
    return {
      ...{ city, item, name: nameOf(node, language), kept: kept ?? null },
      before: history.filter(({ id }) => id !== kept?.id),
      said: await listAbout(tx, of),
      people: await readPeople(tx, of, by),
    }
  },
  view: ({ city, item, name, kept, before, said, people }, { say, now }) => (
    <Layout
      title={say(`evidence.item.${item}`)}
      lead={say('evidence.of', { city: name })}
      breadcrumb={trail(say, { href: `/evidence/${city}`, text: name })}
    >
      {kept && <Found kept={kept} say={say} />}
      <Notice title={say('evidence.not')}>
        <p>{say(`evidence.not.${item}`)}</p>
      </Notice>
      <p>
        <a href={`/evidence/compare/${item}?cities=${city}`}>{say('evidence.compare')}</a>
      </p>
      <Confirmations of={{ city, item, kept }} people={people} />
      <Section title={say('evidence.contradictions')} id="contradictions">
        <Said
          all={said}
          now={now}
          say={say}
          empty={say('evidence.contradictions.none')}
          level={3}
        />
      </Section>
      <Section title={say('evidence.contradict')} id="contradict">
        <p>{say('evidence.contradict.lead')}</p>
        <Form action={contradict} with={{ city, item }} />
      </Section>
      {before.length > 0 && <History before={before} say={say} />}
    </Layout>
  ),
})

function Found({ kept, say }: { kept: Reached; say: Say }) {
  return (
    <>
      <Summary
        rows={[
          { key: say('evidence.column.value'), value: <ValueTag value={kept.value} say={say} /> },
          { key: say('evidence.column.level'), value: <ReachText found={kept} say={say} /> },
          { key: say('evidence.column.seen'), value: <Seen kept={kept} say={say} /> },
          { key: say('evidence.column.source'), value: <SourceLink kept={kept} say={say} /> },
          { key: say('evidence.checker'), value: <bdi>{kept.checker}</bdi> },
        ]}
      />
      <Reasons kept={kept} say={say} />
    </>
  )
}

function History({ before, say }: { before: readonly Kept[]; say: Say }) {
  return (
    <Section title={say('evidence.history')}>
      <Timeline
        items={before.map((kept) => ({
          at: kept.since,
          title: say('evidence.was', {
            value: say(`evidence.value.${kept.value}`),
            level: levelText(kept.level, say),
          }),
          text: <Reasons kept={kept} say={say} />,
        }))}
      />
    </Section>
  )
}
