/** Cities that are asked for evidence. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Card, CardList, Empty, Form, Layout, Pager, Section } from '#design'
import { z } from 'zod'
import { announce, watch } from '../actions/ask.ts'
import { items } from '../model.ts'
import { listNodes } from '../store/nodes.ts'
import { FreshLine, nameOf, publicPart, trail } from './parts.tsx'

const PART = 50
const language = z.string().max(10).optional()

export const evidencePage = page({
  name: 'evidence.show',
  path: '/evidence',
  who: anyone,
  input: z.object({ after: z.string().max(100).optional(), language }),
  async load({ input, tx, by, language: spoken }) {
    const found = await listNodes(tx, input.after ?? '', PART + 1)
    const cities = found.slice(0, PART)
    return {
      cities: cities.map((one) => ({ ...publicPart(one), name: nameOf(one, spoken) })),
      next: found.length > PART ? (cities.at(-1)?.city ?? null) : null,
      first: input.after === undefined,
      watching: by.person?.permissions.includes('evidence.watch') ?? false,
    }
  },
  view: ({ cities, next, first, watching }, { say, now }) => (
    <Layout
      title={say('evidence.show')}
      lead={say('evidence.show.lead')}
      breadcrumb={trail(say).slice(0, 1)}
    >
      {cities.length === 0 && (
        <Empty title={say('evidence.none')} text={say('evidence.none.text')} />
      )}
      <CardList stacked label={say('evidence.cities')}>
        {cities.map((one) => (
          <Card
            key={one.city}
            level={2}
            title={one.name}
            href={`/evidence/${one.city}`}
            eyebrow={<bdi>{one.domain}</bdi>}
            foot={<FreshLine node={one} now={now} say={say} />}
          />
        ))}
      </CardList>
      <Pager
        previous={first ? undefined : '/evidence'}
        next={next ? `/evidence?after=${next}` : undefined}
      />
      <Section title={say('evidence.items')}>
        <ul>
          {items.map((item) => (
            <li key={item}>
              <a href={`/evidence/compare/${item}`}>{say(`evidence.item.${item}`)}</a>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={say('evidence.announce')}>
        <p>{say('evidence.announce.text')}</p>
        <Form action={announce} kind="secondary" />
      </Section>
      {watching && (
        <Section title={say('evidence.watch')}>
          <Form action={watch} />
        </Section>
      )}
    </Layout>
  ),
})
