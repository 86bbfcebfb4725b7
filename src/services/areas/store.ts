/** Who follows which area: pseudonyms, marks and places, never an address. */
import { type Statement, sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Rhythm, rhythms } from './model.ts'

const Followed = z.object({
  id: z.string(),
  contact: z.string(),
  person: z.string().nullable(),
  state: z.enum(['asked', 'on', 'ended']),
  code: z.string(),
  language: z.string(),
  district: z.string().nullable(),
  called: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  metres: z.number().nullable(),
  category: z.string().nullable(),
  rhythm: z.enum(rhythms),
  askedAt: z.string(),
  toldUntil: z.string(),
  endsOn: z.string(),
})
export type Followed = z.infer<typeof Followed>

const columns: Statement = sql`id, contact, person, state, code, language, district, called, lon, lat, metres,
  category, rhythm, asked_at as "askedAt", told_until as "toldUntil", ends_on as "endsOn"`

/** What makes the marks; `fresh` becomes it when there is none yet. */
export async function saltOf(tx: Tx, fresh: string): Promise<string> {
  const found = await tx.one(
    sql`insert into areas.salt (salt) values (${fresh})
        on conflict (one) do update set salt = areas.salt.salt returning salt`,
    z.object({ salt: z.string() }),
  )
  return found?.salt ?? fresh
}

const Counted = z.object({ areas: z.number(), letters: z.number() })

/** How many areas an address follows, and how many it was asked to confirm since a moment. */
export async function countOf(
  tx: Tx,
  mark: string,
  since: string,
): Promise<z.infer<typeof Counted>> {
  const found = await tx.one(
    sql`select count(*) filter (where state <> 'ended')::integer as areas,
          count(*) filter (where asked_at >= ${since})::integer as letters
        from areas.followed where mark = ${mark}`,
    Counted,
  )
  return found ?? { areas: 0, letters: 0 }
}

type Added = Omit<Followed, 'state' | 'askedAt' | 'toldUntil'> & {
  readonly mark: string
  readonly at: string
}

/** Does this address follow, or has it been asked to confirm, the very same? */
export async function hasSame(
  tx: Tx,
  it: Pick<Added, 'mark' | 'district' | 'lon' | 'lat' | 'metres' | 'category'>,
): Promise<boolean> {
  const found = await tx.one(
    sql`select 1 as one from areas.followed where mark = ${it.mark} and state <> 'ended'
          and district is not distinct from ${it.district} and lon is not distinct from ${it.lon}::float8
          and lat is not distinct from ${it.lat}::float8
          and metres is not distinct from ${it.metres}::integer
          and category is not distinct from ${it.category} limit 1`,
    z.object({ one: z.number() }),
  )
  return found !== undefined
}

export async function addFollowed(tx: Tx, it: Added): Promise<void> {
  await tx.run(sql`insert into areas.followed (id, mark, contact, person, state, code, language, district, called,
      lon, lat, metres, category, rhythm, asked_at, told_until, ends_on)
    values (${it.id}, ${it.mark}, ${it.contact}, ${it.person}, 'asked', ${it.code}, ${it.language},
      ${it.district}, ${it.called}, ${it.lon}, ${it.lat}, ${it.metres}, ${it.category}, ${it.rhythm}, ${it.at}, ${it.at},
      ${it.endsOn})`)
}

/** The area behind the secret of its letters; what has ended is gone. */
export function readByCode(tx: Tx, code: string): Promise<Followed | undefined> {
  return tx.one(
    sql`select ${columns} from areas.followed where code = ${code} and state <> 'ended'`,
    Followed,
  )
}

export function readFollowed(tx: Tx, id: string): Promise<Followed | undefined> {
  return tx.one(
    sql`select ${columns} from areas.followed where id = ${id} and state <> 'ended'`,
    Followed,
  )
}

/** The areas of somebody who is signed in, the newest first. */
export function listOwn(tx: Tx, person: string): Promise<Followed[]> {
  return tx.many(
    sql`select ${columns} from areas.followed where person = ${person} and state <> 'ended'
        order by id desc limit 50`,
    Followed,
  )
}

/** The address is confirmed: from now on it is told. */
export async function confirm(
  tx: Tx,
  id: string,
  it: { readonly person: string | null; readonly at: string },
): Promise<void> {
  await tx.run(sql`update areas.followed set person = coalesce(${it.person}, person),
    told_until = case when state = 'asked' then ${it.at}::timestamptz else told_until end, state = 'on'
    where id = ${id}`)
}

export async function setRhythm(tx: Tx, id: string, rhythm: Rhythm): Promise<void> {
  await tx.run(sql`update areas.followed set rhythm = ${rhythm} where id = ${id}`)
}

/** It goes on until then. */
export async function renew(tx: Tx, id: string, endsOn: string): Promise<void> {
  await tx.run(sql`update areas.followed set ends_on = ${endsOn}, warned = false where id = ${id}`)
}

export async function removeFollowed(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`delete from areas.followed where id = ${id}`)
}

/** Whoever closes their account follows nothing any more; the night takes the addresses away. */
export async function endAllOf(tx: Tx, person: string): Promise<void> {
  await tx.run(sql`update areas.followed set state = 'ended' where person = ${person}`)
}

/** Who is to be told again, those who wait longest first; taken so that no two rounds tell the same. */
export function takeDue(
  tx: Tx,
  it: { readonly rhythm: Rhythm; readonly until: string; readonly limit: number },
): Promise<Followed[]> {
  return tx.many(
    sql`select ${columns} from areas.followed
        where state = 'on' and rhythm = ${it.rhythm} and told_until < ${it.until}
        order by told_until limit ${it.limit} for update skip locked`,
    Followed,
  )
}

/** These were told up to then. */
export async function setTold(tx: Tx, ids: readonly string[], until: string): Promise<void> {
  await tx.run(
    sql`update areas.followed set told_until = ${until} where id = any(${[...ids]}::text[])`,
  )
}

const Id = z.object({ id: z.string() })

/** Areas that end soon and whose followers have not been told; they are from now on. */
export async function takeEnding(tx: Tx, until: string, limit: number): Promise<string[]> {
  const rows = await tx.many(
    sql`update areas.followed set warned = true where id in (select id from areas.followed
          where state = 'on' and not warned and ends_on <= ${until} order by ends_on limit ${limit})
        returning id`,
    Id,
  )
  return rows.map(({ id }) => id)
}

/** What is over ends: nobody confirmed it, or it was not renewed. */
export async function endOver(
  tx: Tx,
  it: { readonly today: string; readonly askedBefore: string },
): Promise<void> {
  await tx.run(sql`update areas.followed set state = 'ended'
    where (state = 'on' and ends_on <= ${it.today}) or (state = 'asked' and asked_at < ${it.askedBefore})`)
}

/** What has ended and is still known here. */
export async function listEnded(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.many(
    sql`select id from areas.followed where state = 'ended' order by id limit ${limit}`,
    Id,
  )
  return rows.map(({ id }) => id)
}

/** People who follow something, in the order of their pseudonyms. */
export async function peopleAfter(tx: Tx, person: string): Promise<string[]> {
  const rows = await tx.many(
    sql`select distinct person from areas.followed
        where person > ${person} and state <> 'ended' order by person limit 500`,
    z.object({ person: z.string() }),
  )
  return rows.map((row) => row.person)
}
