/** Cities that reported, and when they did last. By name: nobody is ahead of anybody. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Card, CardList, Empty, Layout, Pager, When } from '#design'
import { z } from 'zod'
import { listLast } from '../store.ts'
import { halfText, namesOf, trail } from './parts.tsx'

const PART = 50

export const listPage = page({
  name: 'assessments.show',
  path: '/assessments',
  who: anyone,
  keep: 'public',
  input: z.object({
    after: z.string().max(100).optional(),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, language }) {
    const found = await listLast(tx, input.after ?? '', PART + 1)
    const all = found.slice(0, PART)
    const name = await namesOf(
      tx,
      all.map(({ city }) => city),
      language,
    )
    return {
      all: all.map((it) => ({ ...it, name: name(it.city) })),
      next: found.length > PART ? (all.at(-1)?.city ?? null) : null,
      first: input.after === undefined,
    }
  },
  view: ({ all, next, first }, { say }) => (
    <Layout
      title={say('assessments.show')}
      lead={say('assessments.show.lead')}
      breadcrumb={trail(say).slice(0, 1)}
    >
      {all.length === 0 && <Empty title={say('assessments.none')} />}
      <CardList stacked label={say('assessments.show')}>
        {all.map(({ city, name, half, handedInAt }) => (
          <Card
            key={city}
            level={2}
            title={name}
            href={`/assessments/${city}`}
            eyebrow={halfText(half, say)}
            foot={<When at={handedInAt} style="date" />}
          />
        ))}
      </CardList>
      <Pager
        previous={first ? undefined : '/assessments'}
        next={next ? `/assessments?after=${next}` : undefined}
      />
    </Layout>
  ),
})
