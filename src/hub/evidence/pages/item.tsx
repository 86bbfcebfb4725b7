/** One item of one city: what was found, when, what it does not prove, and what people say against it. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import { Form, Layout, Notice, Section, Summary, Timeline } from '#design'
import { z } from 'zod'
import { contradict } from '../actions/contradict.ts'
import { items } from '../model.ts'
import { listAbout } from '../store/contradictions.ts'
import { type Kept, listHistory } from '../store/findings.ts'
import { findNode } from '../store/nodes.ts'
import { Said } from './contradictions.tsx'
import { levelText, nameOf, Reasons, Seen, SourceLink, trail, ValueTag } from './parts.tsx'

const HISTORY = 50

export const itemPage = page({
  name: 'evidence.item',
  path: '/evidence/:city/:item',
  who: anyone,
  input: z.object({
    city: z.string().max(100),
    item: z.string().max(10),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, language }) {
    const { city } = input
    const item = items.find((one) => one === input.item)
    const node = await findNode(tx, city)
    if (!node || !item) throw new Refusal('not-found', ['evidence.no-such-city'])
    const history = await listHistory(tx, { city, item, limit: HISTORY })
    const [kept, ...before] = history
    const said = await listAbout(tx, { city, item, limit: HISTORY })
    return { city, item, name: nameOf(node, language), kept: kept ?? null, before, said }
  },
  view: ({ city, item, name, kept, before, said }, { say, now }) => (
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
        <p>{say('evidence.contradict.text')}</p>
        <Form action={contradict} with={{ city, item }} />
      </Section>
      {before.length > 0 && <History before={before} say={say} />}
    </Layout>
  ),
})

function Found({ kept, say }: { kept: Kept; say: Say }) {
  return (
    <>
      <Summary
        rows={[
          { key: say('evidence.column.value'), value: <ValueTag value={kept.value} say={say} /> },
          { key: say('evidence.column.level'), value: levelText(kept.level, say) },
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
