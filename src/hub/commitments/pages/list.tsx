/** What cities promise, the newest first; and the form to promise. */
import { dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import type { Say } from '#core/text'
import { ButtonLink, Card, CardList, Empty, Filters, Layout } from '#design'
import { Pager, Section, Select, When } from '#design'
import { listPrinciples, titleOf } from '#hub/declaration'
import { z } from 'zod'
import { PROMISE } from '../acting.ts'
import { listCities, listCommitments } from '../store/commitments.ts'
import { type Asked, asking, filterOf, linkTo } from './asked.ts'
import { atom, csv, json } from './feeds.ts'
import { Badges, itemOptions, namesOf, noon, standingsOf, StatusTag, trail } from './parts.tsx'

const PART = 25
const language = z.string().max(10).optional()

export const listPage = page({
  name: 'commitments.show',
  path: '/commitments',
  who: anyone,
  input: asking.extend({
    before: z.coerce.number().int().min(1).max(2_000_000_000).optional(),
    language,
  }),
  also: { csv, json, atom },
  async load({ input, tx, by, now, city: hub, language: spoken }) {
    const filter = filterOf(input)
    const found = await listCommitments(tx, { ...filter, before: input.before }, PART + 1)
    const all = found.slice(0, PART)
    const cities = await listCities(tx)
    const name = await namesOf(tx, [...cities, ...all.map(({ city }) => city)], spoken)
    const standings = await standingsOf(tx, all, dateIn(now, hub.zone))
    return {
      all: all.map((it) => {
        const standing = standings.get(it.number)
        return { ...it, ...standing, cityName: name(it.city), status: standing?.status ?? null }
      }),
      cities: cities.map((city) => ({ value: city, text: name(city) })),
      principles: await listPrinciples(tx),
      filter,
      next: found.length > PART ? (all.at(-1)?.number ?? null) : null,
      first: input.before === undefined,
      promising: namedUnits(by.person, PROMISE).length > 0,
    }
  },
  view: (data, { say }) => (
    <Layout
      title={say('commitments.show')}
      lead={say('commitments.show.lead')}
      breadcrumb={trail(say).slice(0, 1)}
      {...(data.promising
        ? {
            actions: (
              <ButtonLink href="/commitments/new">{say('commitments.promising')}</ButtonLink>
            ),
          }
        : {})}
    >
      <Choose filter={data.filter} cities={data.cities} principles={data.principles} say={say} />
      {data.all.length === 0 && <Empty title={say('commitments.none')} />}
      <CardList stacked label={say('commitments.show')}>
        {data.all.map((it) => (
          <Card
            key={it.number}
            level={2}
            title={it.title}
            href={`/commitments/${it.number}`}
            eyebrow={it.cityName}
            tag={<Badges it={{ verifiable: false, overdue: false, ...it }} say={say} />}
            foot={
              <>
                <When at={noon(it.startsOn)} style="date" /> –{' '}
                <When at={noon(it.endsOn)} style="date" />
              </>
            }
          >
            <p>
              {say('commitments.voice.city')}: <StatusTag status={it.status} say={say} />
            </p>
          </Card>
        ))}
      </CardList>
      <Pager
        previous={data.first ? undefined : '/commitments'}
        next={data.next ? linkTo(data.filter, { before: String(data.next) }) : undefined}
      />
      <p>
        {say('commitments.downloads')} <a href={linkTo(data.filter, {}, '.csv')}>CSV</a> ·{' '}
        <a href={linkTo(data.filter, {}, '.json')}>JSON</a> ·{' '}
        <a href={linkTo(data.filter, {}, '.atom')}>Atom</a>
      </p>
      <Section title={say('commitments.compare')}>
        <ul>
          {itemOptions(say).map(({ value, text }) => (
            <li key={value}>
              <a href={`/commitments/compare/${value}`}>{text}</a>
            </li>
          ))}
        </ul>
      </Section>
    </Layout>
  ),
})

function Choose(props: {
  readonly filter: Asked
  readonly cities: readonly { value: string; text: string }[]
  readonly principles: Awaited<ReturnType<typeof listPrinciples>>
  readonly say: Say
}) {
  const { filter, cities, principles, say } = props
  const named = principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))
  const choices = { city: cities, item: itemOptions(say), principle: named }
  const set = Object.values(filter).some((value) => value !== undefined)
  return (
    <Filters clear={set ? '/commitments' : undefined}>
      {(['city', 'item', 'principle'] as const).map((name) => (
        <Select
          key={name}
          name={name}
          label={say(`commitments.filter.${name}`)}
          options={choices[name]}
          value={filter[name]}
          none={say('commitments.filter.all')}
        />
      ))}
    </Filters>
  )
}
