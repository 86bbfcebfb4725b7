/** Who answers a report: the city's rules in order, then the unit of its category. */
import type { CityFacts, Work } from '#core/actions'
import type { Tx } from '#core/database'
import { type PartRead, partReader } from '#core/decisions'
import { dateIn } from '#core/kernel'
import { type Case, type Field, firstOf, rulesFrom, type Vocabulary } from '#core/rules'
import { categoryOf, type Question, reportsOf } from './config.ts'
import { route } from './decisions.ts'
import type { Answers } from './model.ts'

/** Where the list of rules is bound. */
export const RULES = 'rules'
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** What rules may ask of a report. */
export interface Routable {
  readonly category: string
  readonly district: string | null
  readonly answers: Answers
  readonly language: string
  readonly source: string
  /** When it came in. */
  readonly at: string
}

function fieldOf({ type, options }: Question): Field | undefined {
  const values = options.map(({ value }) => value)
  if (type === 'number' || type === 'date') return { type }
  if (type === 'one') return { type: 'text', values }
  // What somebody wrote freely is not for rules: it may be about anybody.
  return type === 'several' ? { type: 'several', values } : undefined
}

/** Two categories may ask under one name: what either offers can be asked for, if they ask in one way. */
function merged(before: Field | undefined, field: Field): Field {
  if (!before || before.type !== field.type) return before ?? field
  const values = [...new Set([...(before.values ?? []), ...(field.values ?? [])])]
  return values.length > 0 ? { ...field, values } : field
}

/** Everything this city's rules may speak of. */
export function vocabularyOf(city: CityFacts): Vocabulary {
  const { categories, groups } = reportsOf(city)
  const text = (values: readonly string[]): Field => ({ type: 'text', values })
  const fields = new Map<string, Field>([
    ['category', text(categories.map(({ code }) => code))],
    ['group', text(groups.map(({ code }) => code))],
    ['district', text(city.districts.areas.map(({ code }) => code))],
    ['day', text(DAYS)],
    ['time', { type: 'time' }],
    ['date', { type: 'date' }],
    ['language', text(city.languages)],
    ['channel', { type: 'text' }],
  ])
  for (const question of categories.flatMap((each) => each.questions)) {
    const field = fieldOf(question)
    const name = `answers.${question.code}`
    if (field) fields.set(name, merged(fields.get(name), field))
  }
  return { fields, units: city.units.map(({ code }) => code) }
}

function minutesIn(at: string, zone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [hours = 0, minutes = 0] = clock.format(new Date(at)).split(':').map(Number)
  return hours * 60 + minutes
}

/** A report as rules see it, by the city's clocks. */
export function caseOf(city: CityFacts, it: Routable): Case {
  const date = dateIn(it.at, city.zone)
  const weekday = (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7
  const answers = Object.entries(it.answers).map(([code, value]) => [`answers.${code}`, value])
  return {
    ...Object.fromEntries(answers),
    category: it.category,
    group: categoryOf(reportsOf(city), it.category)?.group ?? null,
    district: it.district,
    day: DAYS[weekday],
    time: minutesIn(it.at, city.zone),
    date,
    language: it.language,
    channel: it.source,
  }
}

const readRules = partReader((bytes) => Buffer.from(bytes).toString('utf8'))

/** The rules in force, as they were written; what cannot be trusted is broken. */
export const rulesInForce = (tx: Tx) => readRules(tx, route.name, RULES)

/** The unit that the category list names; 'none' where there is no such unit in the city. */
export function unitOfCategory(city: CityFacts, code: string): string {
  const unit = categoryOf(reportsOf(city), code)?.unit
  return unit !== undefined && city.units.some((each) => each.code === unit) ? unit : 'none'
}

/** Everything that is said of a report before it is decided who answers it. */
export async function routingOf(
  { tx, city }: { readonly tx: Tx; readonly city: CityFacts },
  it: Routable,
): Promise<Parameters<typeof route.decide>[0]> {
  return routingBy(city, it, await rulesInForce(tx))
}

/** The same by these rules, whether they are in force or not. */
export function routingBy(
  city: CityFacts,
  it: Routable,
  standing: PartRead<string>,
): Parameters<typeof route.decide>[0] {
  const plain = {
    category: it.category,
    unit: unitOfCategory(city, it.category),
    rules: null,
    rule: null,
    broken: null,
  }
  if (standing.is === 'none') return plain
  if (standing.is === 'broken') return { ...plain, broken: 'rules' }
  const rules = standing.hash
  const read = rulesFrom(standing.part, vocabularyOf(city))
  if (read.errors) {
    const [{ line, column } = { line: 1, column: 1 }] = read.errors
    return { ...plain, rules, broken: `${line}:${column}` }
  }
  const fired = firstOf(read.rules, caseOf(city, it))
  if (fired.is === 'broken') return { ...plain, rules, broken: `${fired.rule.line}:1` }
  if (fired.is === 'nothing') return { ...plain, rules }
  const { number, says, unit } = fired.rule
  return { ...plain, rules, rule: { number, says, unit } }
}

/** Decides who answers a report; null: the central desk. */
export async function routeTo(
  work: Pick<Work<unknown>, 'tx' | 'city' | 'decide'>,
  about: string,
  it: Routable,
): Promise<string | null> {
  const unit = await work.decide(route, about, await routingOf(work, it))
  return unit === 'none' ? null : unit
}
