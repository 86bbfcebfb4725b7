/** Ask my city: pick it, take a letter in your own language, be counted if you like, and see what it answered. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import {
  Card,
  CardList,
  Does,
  Empty,
  Filters,
  Layout,
  Notice,
  Prose,
  Section,
  TextField,
} from '#design'
import { z } from 'zod'
import { countryName, findCities, nameIn, readNames } from '#hub/cities'
import { readMemberships } from '#hub/endorsements'
import { confirmed } from './actions.ts'
import { LetterView } from './pages/letter.tsx'
import { listMostAsked, readByCode, readCampaign } from './store.ts'

const SHOWN = 24
const language = z.string().max(10).optional()
const crumbs = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
]

export const askPage = page({
  name: 'supporters.ask',
  path: '/ask-my-city',
  who: anyone,
  keep: 'public',
  input: z.object({ words: z.string().max(200).optional(), language }),
  async load({ input, tx }) {
    const words = input.words?.trim() ?? ''
    const found = words ? await findCities(tx, words, SHOWN) : []
    const asked = words ? [] : await listMostAsked(tx, SHOWN)
    const names = await readNames(
      tx,
      asked.map(({ city }) => city),
    )
    const most = asked.flatMap(({ city, supporters }) => {
      const named = names.get(city)
      return named ? [{ ...named, supporters }] : []
    })
    return { words, found, most }
  },
  view: ({ words, found, most }, { say, language: spoken }) => (
    <Layout
      title={say('supporters.ask')}
      lead={say('supporters.ask.lead')}
      breadcrumb={crumbs(say)}
    >
      <Filters action="/ask-my-city" submit={say('supporters.find')}>
        <TextField name="words" label={say('supporters.words')} type="search" value={words} />
      </Filters>
      {words && found.length === 0 && (
        <Empty title={say('supporters.none')} text={say('supporters.none.text')} />
      )}
      {found.length > 0 && (
        <CardList label={say('supporters.found')}>
          {found.map((city) => (
            <Card
              key={city.id}
              level={2}
              title={nameIn(city, spoken)}
              href={`/ask-my-city/${city.id}`}
              eyebrow={countryName(city.country, spoken) ?? city.country}
            />
          ))}
        </CardList>
      )}
      {most.length > 0 && (
        <Section title={say('supporters.most')} id="most">
          <CardList label={say('supporters.most')}>
            {most.map((city) => (
              <Card
                key={city.id}
                title={nameIn(city, spoken)}
                href={`/ask-my-city/${city.id}`}
                eyebrow={countryName(city.country, spoken) ?? city.country}
                foot={say('supporters.number', { count: city.supporters })}
              />
            ))}
          </CardList>
        </Section>
      )}
    </Layout>
  ),
})

export const letterPage = page({
  name: 'supporters.letter',
  path: '/ask-my-city/:city',
  who: anyone,
  input: z.object({ city: z.string().max(120), language }),
  async load({ input, tx, city: hub }) {
    const named = (await readNames(tx, [input.city])).get(input.city)
    if (!named) throw new Refusal('not-found', ['no-such-city'])
    const membership = (await readMemberships(tx, [input.city])).get(input.city)
    const campaign = await readCampaign(tx, input.city)
    return {
      city: named,
      state: membership?.state ?? null,
      supporters: campaign?.supporters ?? 0,
      answeredOn: campaign?.answeredOn ?? null,
      answer: campaign?.answer ?? null,
      asked: campaign !== undefined,
      url: `${hub.url}/coalition`,
    }
  },
  view: (data) => <LetterView {...data} />,
})

/** What the letter page shows. */
export type LetterData = Awaited<ReturnType<typeof letterPage.load>>

export const sentPage = page({
  name: 'supporters.sent',
  path: '/ask-my-city/:city/sent',
  who: anyone,
  input: z.object({ city: z.string().max(120), language }),
  async load({ input, tx }) {
    const named = (await readNames(tx, [input.city])).get(input.city)
    if (!named) throw new Refusal('not-found', ['no-such-city'])
    return named
  },
  view: (city, { say }) => (
    <Layout title={say('supporters.sent')} breadcrumb={crumbs(say)} narrow>
      <Notice tone="success" title={say('supporters.sent.title')}>
        <p>{say('supporters.sent.text')}</p>
      </Notice>
      <Prose>
        <p>
          <a href={`/ask-my-city/${city.id}`}>{say('supporters.back')}</a>
        </p>
      </Prose>
    </Layout>
  ),
})

export const confirmPage = page({
  name: 'supporters.confirm',
  path: '/ask-my-city/confirm/:code',
  who: anyone,
  input: z.object({ code: z.string().max(60), language }),
  async load({ input, tx }) {
    const ask = await readByCode(tx, input.code)
    const named = ask && (await readNames(tx, [ask.city])).get(ask.city)
    if (!named) throw new Refusal('not-found', ['no-such-ask'])
    return { code: input.code, city: named }
  },
  view: ({ code, city }, { say, language: spoken }) => (
    <Layout
      title={say('supporters.confirm')}
      lead={say('supporters.confirm.lead', { city: nameIn(city, spoken) })}
      breadcrumb={crumbs(say)}
      narrow
    >
      <Does action={confirmed} with={{ code }} kind="primary" />
    </Layout>
  ),
})
