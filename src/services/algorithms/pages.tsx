import { listRegistered, listTaken, readRegistered } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Card, CardList, Empty, Layout, Pager, Section, Summary, Timeline, When } from '#design'
import { z } from 'zod'

const PAGE = 20
const language = z.string().max(10).optional()

export const algorithmsPage = page({
  name: 'algorithms.show',
  path: '/algorithms',
  who: anyone,
  menu: 50,
  keep: 'public',
  input: z.object({ language }),
  async load({ tx }) {
    return { registered: await listRegistered(tx) }
  },
  view: (data, { say }) => (
    <Layout title={say('algorithms.show')} lead={say('algorithms.show.lead')}>
      {data.registered.length === 0 && <Empty title={say('algorithms.none')} />}
      <CardList stacked label={say('algorithms.show')}>
        {data.registered.map((one) => (
          <Card
            key={one.name}
            level={2}
            title={say(`decision.${one.name}`)}
            href={`/algorithms/${one.name}`}
            eyebrow={say('algorithms.version', { version: one.version })}
            foot={<When at={one.since} style="date" />}
          >
            {say(`decision.${one.name}.says`)}
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})

export const algorithmPage = page({
  name: 'algorithms.algorithm',
  path: '/algorithms/:name',
  who: anyone,
  keep: 'public',
  input: z.object({ name: z.string().max(100), before: z.string().max(60).optional(), language }),
  async load({ input, tx }) {
    const [registered] = await readRegistered(tx, input.name)
    if (!registered) throw new Refusal('not-found', ['no-such-algorithm'])
    const more = input.before ? { before: input.before } : {}
    const found = await listTaken(tx, { decision: input.name, limit: PAGE + 1, ...more })
    const taken = found.slice(0, PAGE)
    return {
      registered,
      taken: taken.map(({ id, at, about, outcome, because }) => ({
        id,
        at,
        about,
        outcome,
        because,
      })),
      next: found.length > PAGE ? (taken.at(-1)?.id ?? null) : null,
      first: input.before === undefined,
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say(`decision.${data.registered.name}`)}
      lead={say(`decision.${data.registered.name}.says`)}
      breadcrumb={[{ href: '/algorithms', text: say('algorithms.show') }]}
    >
      <Summary
        rows={[
          { key: say('algorithms.law'), value: data.registered.law },
          { key: say('algorithms.running'), value: String(data.registered.version) },
          { key: say('algorithms.since'), value: <When at={data.registered.since} style="date" /> },
          ...(data.registered.until
            ? [
                {
                  key: say('algorithms.until'),
                  value: <When at={data.registered.until} style="date" />,
                },
              ]
            : []),
          { key: say('algorithms.hash'), value: <bdi>{data.registered.hash.slice(0, 16)}</bdi> },
          {
            key: say('algorithms.contest'),
            value: <a href={data.registered.contestAt}>{say('algorithms.contest.how')}</a>,
          },
        ]}
      />
      <Section title={say('algorithms.taken')} id="taken">
        {data.taken.length === 0 ? (
          <Empty title={say('algorithms.taken.none')} />
        ) : (
          <Timeline
            items={data.taken.map((one) => ({
              at: one.at,
              title: (
                <a href={`/algorithms/taken/${one.id}`}>
                  {say('algorithms.taken.one', { about: one.about, outcome: one.outcome })}
                </a>
              ),
              text: say(one.because.key, one.because.values),
            }))}
          />
        )}
        <Pager
          previous={data.first ? undefined : `/algorithms/${data.registered.name}`}
          next={data.next ? `/algorithms/${data.registered.name}?before=${data.next}` : undefined}
        />
      </Section>
    </Layout>
  ),
})
