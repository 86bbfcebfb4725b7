/** The practices of one city, and what it reuses of others. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Empty, Layout, Prose, Section, When } from '#design'
import { cityTable, nameIn, readNames } from '#hub/cities'
import { listPractices } from '../store/list.ts'
import { listAdoptedBy } from '../store/more.ts'
import { Practices, trail } from './parts.tsx'

export const cityPage = page({
  name: 'practices.city',
  path: '/cities/:city/practices',
  who: anyone,
  keep: 'public',
  input: z.object({ city: z.string().max(120), language: z.string().max(10).optional() }),
  async load({ input, tx }) {
    const named = (await readNames(tx, [input.city])).get(input.city)
    if (!named) throw new Refusal('not-found', ['no-such-city'])
    const filter = { city: named.id, archived: true }
    return {
      named,
      practices: await listPractices(tx, cityTable(), filter, { limit: 200 }),
      adopted: await listAdoptedBy(tx, named.id),
    }
  },
  view: ({ named, practices, adopted }, { say, language }) => (
    <Layout
      title={say('practices.city')}
      eyebrow={nameIn(named, language)}
      breadcrumb={[...trail(say), { href: `/cities/${named.id}`, text: nameIn(named, language) }]}
    >
      {practices.length === 0 && <Empty title={say('practices.none')} />}
      <Practices all={practices} label={say('practices.city')} />
      <Section title={say('practices.adopted')} id="adopted">
        {adopted.length === 0 && <p>{say('practices.adoptedNone')}</p>}
        <Prose>
          <ul>
            {adopted.map((one) => (
              <li key={one.practice}>
                <a href={`/practices/${one.practice}`}>{one.title}</a>
                {', '}
                {say('practices.since')} <When at={one.since} style="date" />
                {one.endedOn !== null && (
                  <>
                    {', '}
                    {say('practices.until')} <When at={one.endedOn} style="date" />
                  </>
                )}
              </li>
            ))}
          </ul>
        </Prose>
      </Section>
    </Layout>
  ),
})
