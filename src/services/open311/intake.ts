/** Reads a request that another program sends (GeoReport v2, POST service request). Pure. */
import type { CityFacts } from '#core/actions'
import { forOpen311 as reports } from '#services/reports'
import { momentOf } from './asked.ts'
import { type Asked, MOST_TEXT, oneOf, type Wrong } from './model.ts'
import { offered } from './shapes.ts'

/** What is reported by it, as `reports.report` takes it, and where photos lie. */
export interface Intake {
  readonly values: {
    readonly category: string
    readonly answers: Readonly<Record<string, unknown>>
    readonly text: string
    readonly address?: string
    readonly lat?: number
    readonly lon?: number
    readonly email?: string
    readonly name?: string
    readonly phone?: string
    readonly language: string
    readonly source: 'open311'
  }
  readonly media: readonly string[]
  /** By what the sender tells its own people apart, if by anything. */
  readonly sender: string
}

type Category = reports.Category

const wrong = (says: string, name: string, values = {}): Wrong => {
  return { code: 400, says, values: { name, ...values } }
}

/** A date comes with a time; the day is the one by the clocks of the city. */
function dayOf(text: string, zone: string): string {
  const at = /[T ]\d\d:/.test(text) ? momentOf(text, zone) : undefined
  if (at === undefined) return text
  return new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' }).format(new Date(at))
}

/** Answers by the code of their question; blank ones are unanswered, unknown ones are nobody's question. */
function answersIn(asked: Asked, category: Category, zone: string) {
  const found: Record<string, unknown> = {}
  for (const { code, type } of category.questions) {
    const names = [`attribute[${code}]`, `attribute[${code}][]`]
    const given = names.flatMap((name) => asked.get(name) ?? []).filter((one) => one.trim() !== '')
    if (given.length === 0) continue
    const [first = ''] = given
    found[code] = type === 'several' ? given : type === 'date' ? dayOf(first.trim(), zone) : first
  }
  return found
}

function placeIn(asked: Asked, no: (one: Wrong) => void): Partial<Intake['values']> {
  const place: { address?: string; lat?: number; lon?: number } = {}
  const address = oneOf(asked, 'address_string')
  if (address !== undefined) place.address = address.slice(0, 200)
  const [lat, long] = [oneOf(asked, 'lat'), oneOf(asked, 'long')]
  if ((lat === undefined) !== (long === undefined)) no(wrong('half-a-point', lat ? 'long' : 'lat'))
  const inside = (text: string | undefined, most: number, name: string) => {
    const found = Number(text)
    if (!Number.isFinite(found) || Math.abs(found) > most) no(wrong('bad-number', name))
    return found
  }
  if (lat !== undefined && long !== undefined) {
    place.lat = inside(lat, 85, 'lat')
    place.lon = inside(long, 180, 'long')
  }
  if (address === undefined && lat === undefined && long === undefined) no(wrong('no-place', 'lat'))
  return place
}

function reachIn(asked: Asked): Partial<Intake['values']> {
  const name = ['first_name', 'last_name'].flatMap((one) => oneOf(asked, one) ?? []).join(' ')
  const [email, phone] = [oneOf(asked, 'email'), oneOf(asked, 'phone')]
  return {
    ...(email === undefined ? {} : { email }),
    ...(name === '' ? {} : { name: name.slice(0, 100) }),
    ...(phone === undefined ? {} : { phone: phone.slice(0, 40) }),
  }
}

function serviceIn(asked: Asked, city: CityFacts, no: (one: Wrong) => void): Category | undefined {
  const code = oneOf(asked, 'service_code')
  if (code === undefined) {
    no(wrong('no-code', 'service_code'))
    return undefined
  }
  const found = offered(city).find((one) => one.code === code)
  if (!found) no({ code: 404, says: 'no-service' })
  return found
}

const mediaIn = (asked: Asked) =>
  ['media_url', 'media_url[]', 'media_urls', 'media_urls[]']
    .flatMap((name) => asked.get(name) ?? [])
    .flatMap((one) => one.trim() || [])
    .slice(0, 3)

/** What is reported, or everything that is wrong with it. */
export function intakeOf(
  asked: Asked,
  city: CityFacts,
  language: string,
): Intake | { readonly wrong: readonly Wrong[] } {
  const all: Wrong[] = []
  const no = (one: Wrong) => void all.push(one)
  const category = serviceIn(asked, city, no)
  const text = (oneOf(asked, 'description') ?? '').replaceAll('\r\n', '\n')
  if (text.length > MOST_TEXT) no(wrong('text-too-long', 'description', { most: MOST_TEXT }))
  const place = placeIn(asked, no)
  if (all.length > 0 || !category) return { wrong: all }
  const values = {
    category: category.code,
    answers: answersIn(asked, category, city.zone),
    text: text || reports.wording(category.name, language),
    ...place,
    ...reachIn(asked),
    language,
    source: 'open311' as const,
  }
  const sender = ['email', 'account_id', 'device_id'].flatMap((one) => oneOf(asked, one) ?? [])
  return { values, media: mediaIn(asked), sender: sender[0] ?? '' }
}

/** What a program is told to send and did not, in the words of our own rules. */
export function checkedAlone({ values }: Intake, city: CityFacts): void {
  const category = reports.categoryOf(reports.reportsOf(city), values.category)
  const read = category && reports.readAnswers(category, values.answers)
  reports.checkTold(
    { city },
    {
      category: values.category,
      answers: read?.answers ?? {},
      found: reports.findPlace(city.districts, values),
      photos: [],
    },
  )
}
