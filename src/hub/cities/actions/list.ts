/** The directory by hand: a city is listed, its facts are corrected, its profile is written. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { may } from '#core/people'
import { listPrinciples } from '#hub/declaration'
import { membershipTable } from '#hub/endorsements'
import { corrected, listed, profileWritten } from '../entries.ts'
import { country, factsShape, website } from '../facts.ts'
import { type CityFactsRow, kinds } from '../model.ts'
import { placeOf } from '../place.ts'
import { statedOf } from '../stated.ts'
import { readCity } from '../store/list.ts'
import { lockCity, setProfile, setSection } from '../store/profile.ts'
import { addCities, lockDirectory, setFacts } from '../store/write.ts'

/** Who keeps the directory for the coalition. */
export const keepers = may('cities.write')

const line = (most: number) => z.string().trim().max(most)
/** `ca, es` and `grenoble.fr grenoblealpes.fr`. */
const several = (text: string | undefined) =>
  (text ?? '')
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)

const facts = {
  name: line(300).min(1),
  country: z
    .string()
    .transform((code) => code.trim().toUpperCase())
    .pipe(country)
    .meta({ input: 'text' }),
  region: line(200).optional(),
  kind: z.enum(kinds).default('city').meta({ input: 'select' }),
  lat: line(20).optional(),
  lon: line(20).optional(),
  population: z.number().int().min(0).max(100_000_000).optional(),
  geonamesId: z.number().int().min(1).max(2_000_000_000).optional(),
  website: website.optional(),
  domains: line(500).optional(),
  languages: line(100).optional(),
}
const stated = z.object(facts)
const city = z.string().max(100).meta({ input: 'hidden' })
const outcome = z.object({ city: z.string() })

/** What was typed as the directory keeps it; a point that is no point is refused by name. */
function factsOf(input: z.infer<typeof stated>): Omit<CityFactsRow, 'names' | 'founder'> {
  const { lon, lat, placed, fault } = placeOf(input.lat ?? '', input.lon ?? '')
  if (fault && fault !== 'missing')
    throw new Refusal('invalid', [{ code: 'cities.no-such-point', field: 'lat' }])
  const lists = z.object({
    domains: factsShape.shape.domains,
    languages: factsShape.shape.languages,
  })
  const read = lists.safeParse({
    domains: several(input.domains),
    languages: several(input.languages),
  })
  if (!read.success) {
    const field = String(read.error.issues[0]?.path[0])
    throw new Refusal('invalid', [{ code: `cities.no-such-${field}`, field }])
  }
  const { name, country: code, region, kind, population, geonamesId, website: site } = input
  return {
    ...read.data,
    ...{ name, country: code, kind, lon, lat, placed },
    region: region || null,
    population: population ?? null,
    geonamesId: geonamesId ?? null,
    website: site ?? null,
  }
}

/** Puts a city into the directory. That makes it known, not a member. */
export const list = action({
  name: 'cities.list',
  path: '/cities/new/list',
  who: keepers,
  input: stated,
  output: outcome,
  rules: [],
  records: [listed],
  onto: (output) => `/cities/${output.city}`,

  async run({ input, tx, now, city: hub, record }) {
    await lockDirectory(tx)
    const row = { ...factsOf(input), names: {}, founder: false }
    const [id = ''] = await addCities(tx, [row], { languages: hub.languages, at: now })
    const body = { city: id, name: row.name, country: row.country, stated: statedOf(row) }
    await record(listed, body, { subject: `/cities/${id}` })
    return { city: id }
  },
})

/** Corrects who a city is. The record says which facts changed. */
export const correct = action({
  name: 'cities.correct',
  path: '/cities/:city/edit/correct',
  who: keepers,
  input: z.object({ city, ...facts }),
  output: outcome,
  rules: [],
  records: [corrected],
  onto: (output) => `/cities/${output.city}`,

  async run({ input, tx, now, city: hub, record }) {
    await lockCity(tx, input.city)
    const before = await readCity(tx, membershipTable(), input.city)
    const after = factsOf(input)
    const old: Readonly<Record<string, unknown>> = { ...before }
    const changed = Object.entries(after)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
      .map(([name]) => name)
    if (changed.length === 0) return { city: input.city }
    const row = { ...after, id: input.city, names: before.names, founder: before.founder }
    await setFacts(tx, [row], { languages: hub.languages, at: now })
    const body = { city: input.city, facts: changed, stated: statedOf(row) }
    await record(corrected, body, { subject: `/cities/${input.city}` })
    return { city: input.city }
  },
})

const text = z.string().trim().max(5000).optional().meta({ input: 'textarea', rows: 5 })
const spoken = z.string().max(20).optional().meta({ input: 'hidden' })

function sealed(words: object): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex')
}

/** Writes what a city says about itself, in one language. A quote names an office, not a person. */
export const writeProfile = action({
  name: 'cities.write-profile',
  path: '/cities/:city/edit/write-profile',
  who: keepers,
  input: z.object({
    city,
    language: spoken,
    summary: text,
    quote: text,
    quoteBy: line(150).optional(),
    recommendations: text,
    future: text,
    links: text,
  }),
  output: outcome,
  rules: [],
  records: [profileWritten],
  onto: (output) => `/cities/${output.city}`,

  async run({ input, tx, now, language: asked, record }) {
    await lockCity(tx, input.city)
    const links = (input.links ?? '').split(/\s+/).filter(Boolean)
    if (!z.array(website).max(20).safeParse(links).success)
      throw new Refusal('invalid', [{ code: 'cities.no-such-link', field: 'links' }])
    const language = input.language ?? asked
    const { summary, quote, quoteBy, recommendations, future } = input
    const words = Object.entries({ summary, quote, quoteBy, recommendations, future })
    const said = Object.fromEntries(words.map(([key, value]) => [key, value || null]))
    const none = { summary: null, quote: null, quoteBy: null, recommendations: null, future: null }
    await setProfile(tx, { ...none, ...said, links, city: input.city, language, at: now })
    const body = { city: input.city, language, sha256: sealed({ ...said, links }) }
    await record(profileWritten, body, { subject: `/cities/${input.city}` })
    return { city: input.city }
  },
})

/** Writes what a city does about one principle; an empty text takes the section away. */
export const writeSection = action({
  name: 'cities.write-section',
  path: '/cities/:city/edit/write-section',
  who: keepers,
  input: z.object({
    city,
    language: spoken,
    principle: z.string().max(40).meta({ input: 'select' }),
    text,
  }),
  output: outcome,
  rules: [],
  records: [profileWritten],
  onto: (output) => `/cities/${output.city}`,

  async run({ input, tx, now, language: asked, record }) {
    await lockCity(tx, input.city)
    const { principle, text: words = '', city: id } = input
    const known = (await listPrinciples(tx)).some((one) => one.id === principle)
    if (!known)
      throw new Refusal('invalid', [{ code: 'cities.no-such-principle', field: 'principle' }])
    const language = input.language ?? asked
    await setSection(tx, { city: id, language, principle, text: words, at: now })
    const body = { city: id, language, sha256: sealed({ [principle]: words }) }
    await record(profileWritten, body, { subject: `/cities/${id}` })
    return { city: id }
  },
})
