/** Activities and their seats. `cities` is the table of the directory, from who owns it. */
import { type Statement, sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { kinds, registrations } from '../model.ts'

const text = z.string().nullable()
const Activity = z.object({
  number: z.number(),
  city: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  title: z.string(),
  kind: z.enum(kinds),
  language: z.string(),
  about: z.string(),
  principles: z.array(z.string()),
  zone: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  place: text,
  link: text,
  languages: z.array(z.string()),
  interpretation: text,
  captions: z.boolean(),
  stepFree: z.boolean(),
  contact: z.string(),
  price: text,
  capacity: z.number().nullable(),
  rule: z.enum(registrations),
  sequence: z.number(),
  cancelledAt: text,
  changedAt: z.string(),
  material: text,
  recording: text,
  outcome: text,
  registered: z.number().nullable(),
  taken: z.number(),
})
export type Activity = z.infer<typeof Activity>

const columns = sql`a.number, a.city, coalesce(c.name, a.city) as name,
  coalesce(c.names, '{}') as names, a.title, a.kind, a.language, a.about, a.principles, a.zone,
  a.starts_at as "startsAt", a.ends_at as "endsAt", a.place, a.link, a.languages, a.interpretation,
  a.captions, a.step_free as "stepFree", a.contact, a.price, a.capacity, a.rule, a.sequence,
  a.cancelled_at as "cancelledAt", a.changed_at as "changedAt", a.material, a.recording, a.outcome,
  a.registered, (select count(*) from activities.registration r where r.activity = a.number) as taken`

/** What somebody looks for. */
export interface Filter {
  readonly city?: string | undefined
  readonly principle?: string | undefined
  /** Only what is not over at this moment, the next first; otherwise what is over, the last first. */
  readonly after?: string | undefined
  readonly before?: string | undefined
}

/** Activities in the order of time; at most 500. */
export function listActivities(
  tx: Tx,
  cities: Statement,
  { city, principle, after, before }: Filter,
  limit: number,
): Promise<Activity[]> {
  const all = [sql`true`]
  if (city) all.push(sql`a.city = ${city}`)
  if (principle) all.push(sql`${principle} = any(a.principles)`)
  if (after) all.push(sql`a.ends_at > ${after}`)
  if (before) all.push(sql`a.ends_at <= ${before}`)
  const order = before ? sql`desc` : sql`asc`
  return tx.many(
    sql`select ${columns} from activities.activity a left join (${cities}) c on c.id = a.city
        where ${sql.join(all, ' and ')} order by a.starts_at ${order}, a.number limit ${limit}`,
    Activity,
  )
}

const whole = (given: string | number) => (/^\d{1,9}$/.test(String(given)) ? Number(given) : 0)

export async function readActivity(
  tx: Tx,
  cities: Statement,
  number: string | number,
): Promise<Activity> {
  const found = await tx.one(
    sql`select ${columns} from activities.activity a left join (${cities}) c on c.id = a.city
        where a.number = ${whole(number)}`,
    Activity,
  )
  if (!found) throw new Refusal('not-found', ['no-such-activity'])
  return found
}

/** Nobody else takes a seat or changes it until we are done. */
export async function lockActivity(
  tx: Tx,
  cities: Statement,
  number: string | number,
): Promise<Activity> {
  await tx.run(sql`select 1 from activities.activity where number = ${whole(number)} for update`)
  return readActivity(tx, cities, number)
}

/** What a city tells about an activity that is to come. */
export type Plan = Omit<
  Activity,
  | 'number'
  | 'name'
  | 'names'
  | 'sequence'
  | 'cancelledAt'
  | 'changedAt'
  | 'material'
  | 'recording'
  | 'outcome'
  | 'registered'
  | 'taken'
>

export async function addActivity(tx: Tx, it: Plan, at: string): Promise<number> {
  const row = await tx.one(
    sql`insert into activities.activity (city, title, kind, language, about, principles, zone,
          starts_at, ends_at, place, link, languages, interpretation, captions, step_free, contact,
          price, capacity, rule, changed_at)
        values (${it.city}, ${it.title}, ${it.kind}, ${it.language}, ${it.about},
          ${[...it.principles]}::text[], ${it.zone}, ${it.startsAt}, ${it.endsAt}, ${it.place},
          ${it.link}, ${[...it.languages]}::text[], ${it.interpretation}, ${it.captions},
          ${it.stepFree}, ${it.contact}, ${it.price}, ${it.capacity}, ${it.rule}, ${at})
        returning number`,
    z.object({ number: z.number() }),
  )
  if (!row) throw new Error('an activity was planned and has no number')
  return row.number
}

/** New time and place; calendars learn that it is a newer one. */
export async function setPlan(
  tx: Tx,
  number: number,
  it: Pick<Plan, 'zone' | 'startsAt' | 'endsAt' | 'place' | 'link' | 'about'>,
  at: string,
): Promise<void> {
  await tx.run(sql`update activities.activity set zone = ${it.zone}, starts_at = ${it.startsAt},
    ends_at = ${it.endsAt}, place = ${it.place}, link = ${it.link}, about = ${it.about},
    sequence = sequence + 1, changed_at = ${at} where number = ${number}`)
}

export async function setCancelled(tx: Tx, number: number, at: string): Promise<void> {
  await tx.run(sql`update activities.activity set cancelled_at = ${at}, changed_at = ${at},
    sequence = sequence + 1 where number = ${number}`)
}

export async function setOutcome(
  tx: Tx,
  number: number,
  it: { outcome: string; material: string | null; recording: string | null; at: string },
): Promise<void> {
  await tx.run(sql`update activities.activity set outcome = ${it.outcome},
    material = ${it.material}, recording = ${it.recording}, changed_at = ${it.at}
    where number = ${number}`)
}
