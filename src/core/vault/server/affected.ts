/** Whose data a breach concerns, and what they are told of it (GDPR art. 33(3)(a), 34). */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { accountNotices } from '../account-purposes.ts'
import type { BreachNotice } from '../oversight-model.ts'
import { grantWithin } from './grants.ts'
import { personOf } from './persons.ts'
import { readWithin, valuesOf } from './read.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** More people than this are not one breach: it is narrowed down, or stated in parts. */
const MOST = 1_000_000

export const breachInput = z.object({ breach: name })
export const tellInput = z.object({ breach: name, at: moment })
export const lettersInput = z.object({ limit: z.int().min(1).max(100), now: moment })
export const mailedInput = z.object({ breach: name, ref: name, at: moment })
export const concernedInput = z.object({
  breach: name,
  by: z.enum(['accesses', 'cases']),
  from: moment,
  until: moment,
  module: name.optional(),
  purpose: name.optional(),
  badge: name.optional(),
  at: moment,
})

type Concerned = z.infer<typeof concernedInput>

/** People whose data others than themselves read in that time. */
function readBy({ from, until, module, purpose, badge }: Concerned) {
  return sql`select distinct a.person from vault.access a
    join vault.person p on p.person = a.person
    where a.outcome = 'read' and a.actor_kind <> 'self' and a.at >= ${from} and a.at < ${until}
      and (${module ?? null}::text is null or a.module = ${module ?? null})
      and (${purpose ?? null}::text is null or a.purpose = ${purpose ?? null})
      and (${badge ?? null}::text is null or a.badge = ${badge ?? null})`
}

/** People whose data could be read for a case that was open at some moment of that time. */
function openTo({ from, until, module, purpose }: Concerned) {
  return sql`select distinct g.person from vault.grant g
    where g.batch is null and g.from_at < ${until} and coalesce(g.until_at, 'infinity') >= ${from}
      and (${module ?? null}::text is null or g.module = ${module ?? null})
      and (${purpose ?? null}::text is null or g.purpose = ${purpose ?? null})`
}

const countRow = z.object({ people: z.number(), told: z.number() })

async function countOf(tx: Tx, breach: string) {
  const found = await tx.one(
    sql`select count(*)::integer as people, count(told_at)::integer as told
      from vault.affected where breach = ${breach}`,
    countRow,
  )
  return found ?? { people: 0, told: 0 }
}

/** Computes it anew, in one statement however many there are; nobody who was told is forgotten. */
export async function concerned(room: Strongroom, asked: Concerned): Promise<number> {
  const people = asked.by === 'accesses' ? readBy(asked) : openTo(asked)
  return room.db.transact(async (tx) => {
    await tx.run(sql`delete from vault.affected where breach = ${asked.breach} and told_at is null`)
    await tx.run(sql`insert into vault.affected (breach, person, found_at)
      select ${asked.breach}, found.person, ${asked.at}::timestamptz
      from (${people} limit ${MOST}) as found on conflict do nothing`)
    return (await countOf(tx, asked.breach)).people
  })
}

/** From now on it stands in the folder of each. Asked again, it tells only who was not told. */
export async function tell(
  room: Strongroom,
  { breach, at }: z.infer<typeof tellInput>,
): Promise<number> {
  return room.db.transact((tx) =>
    tx.run(sql`update vault.affected set told_at = ${at}
      where breach = ${breach} and told_at is null`),
  )
}

/** How many it concerns and how many were told. */
export async function told(room: Strongroom, { breach }: z.infer<typeof breachInput>) {
  return room.db.look((tx) => countOf(tx, breach))
}

/** Breaches that concerned this person, newest first. */
export async function breachesOf(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<BreachNotice[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select breach, told_at as at from vault.affected
        where person = ${person} and told_at is not null order by told_at desc, breach limit 1000`,
      z.object({ breach: z.string(), at: z.string() }),
    )
  })
}

const dueRow = z.object({
  breach: z.string(),
  person: z.string(),
  ref: z.string(),
  language: z.string(),
})

const system = {
  kind: 'system' as const,
  ref: null,
  permissions: [],
  unit: null,
  badge: null,
}

async function addressOf(tx: Tx, room: Strongroom, one: z.infer<typeof dueRow>, at: string) {
  const caseRef = `breach/${one.breach}`
  const about = { purpose: accountNotices.id, case: caseRef }
  await grantWithin(tx, 'account', { ...about, person: one.person, batch: null, at })
  const { version } = accountNotices
  const asked = { ...about, version, fields: ['account.email'], ref: one.ref, actor: system, at }
  const outcome = await readWithin(tx, room, 'account', asked)
  await tx.run(sql`update vault.grant set until_at = ${at} where module = 'account'
    and person = ${one.person} and case_ref = ${caseRef} and until_at is null`)
  return outcome
}

/** To whom the next letters go; whoever has no account finds it in their folder when they get one. */
export async function letters(room: Strongroom, { limit, now }: z.infer<typeof lettersInput>) {
  return room.db.transact(async (tx) => {
    await tx.run(sql`update vault.affected f set mailed_at = ${now}
      where f.told_at is not null and f.mailed_at is null and not exists
        (select 1 from vault.account a join vault.ref r on r.person = a.person
          and r.module = 'account' where a.person = f.person and a.confirmed_at is not null)`)
    const due = await tx.many(
      sql`select f.breach, f.person, r.ref, a.language from vault.affected f
        join vault.account a on a.person = f.person and a.confirmed_at is not null
        join vault.ref r on r.person = f.person and r.module = 'account'
        where f.told_at is not null and f.mailed_at is null order by f.breach, f.person
        limit ${limit}`,
      dueRow,
    )
    const ready = []
    for (const one of due) {
      const outcome = await addressOf(tx, room, one, now)
      const to = 'denial' in outcome ? null : (valuesOf(outcome)['account.email'] ?? null)
      ready.push({ breach: one.breach, ref: one.ref, language: one.language, to })
    }
    return ready
  })
}

/** The letter is on its way, or there is no address to send it to. */
export async function mailed(
  room: Strongroom,
  module: string,
  { breach, ref, at }: z.infer<typeof mailedInput>,
): Promise<void> {
  await room.db.transact(async (tx) => {
    const person = await personOf(tx, module, ref)
    await tx.run(sql`update vault.affected set mailed_at = ${at}
      where breach = ${breach} and person = ${person} and mailed_at is null`)
  })
}
