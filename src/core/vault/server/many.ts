/** Reading about many people: never about fewer than ten, and logged for each of them. */
import { newId } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Denial } from './checks.ts'
import { derived, kindOf } from './derive.ts'
import type { Facts } from './facts.ts'
import { agreeInput, approvalOf, asking, denialFor, passed, refuse } from './population.ts'
import { shownFrom } from './access-row.ts'
import { unseal } from './seal.ts'
import { name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** Fewer people than this are not many: each could be guessed. */
export const FEWEST = 10
/** More people than this are not read at once. */
const MOST = 5_000
/** Days for which an approval is good. */
const GOOD = 7

export const readManyInput = agreeInput.extend({ fields: z.array(name).min(1).max(100) })

type Reading = z.infer<typeof readManyInput>

const bytes = z.instanceof(Uint8Array)
export const datumRow = z.object({
  person: z.string(),
  field: z.string(),
  keyver: z.number(),
  iv: bytes,
  ciphertext: bytes,
  wrapped: bytes,
  master: z.number(),
})

/** Everybody this service knows of whom something is kept, but who restricted, objected or did not consent. */
export async function peopleOf(
  tx: Tx,
  { module, purpose }: Facts,
  { kept, most }: { readonly kept: readonly string[]; readonly most: number },
): Promise<string[]> {
  const notice = purpose?.notice
  const rows = await tx.many(
    sql`select distinct d.person from vault.datum d
      join vault.ref r on r.person = d.person and r.module = ${module}
      where d.field = any(${kept}::text[]) and d.batch is null
        and not exists (select 1 from vault.limitation l where l.person = d.person
          and l.until_at is null and (l.kind = 'restriction' and l.subject = d.class
            or l.kind = 'objection' and l.subject = ${purpose?.id ?? ''}))
        and (${notice?.name ?? null}::text is null or exists (select 1 from vault.consent c
          where c.person = d.person and c.notice = ${notice?.name ?? null}
            and c.version = ${notice?.version ?? null} and c.withdrawn_at is null))
      limit ${most + 1}`,
    z.object({ person: z.string() }),
  )
  return rows.map(({ person }) => person)
}

/** One row for each person that is touched, in the statement that takes out what is sealed. */
async function openMany(tx: Tx, facts: Facts, people: readonly string[], kept: readonly string[]) {
  const { asked, module, purpose } = facts
  return tx.many(
    sql`with logged as (insert into vault.access
        (id, at, person, purpose, purpose_version, fields, module, actor_kind, actor_ref, badge,
          unit, reason, basis, recipients, outcome, visible_from)
        select n.id::uuid, ${asked.at}, n.person::uuid, ${asked.purpose}, ${asked.version},
          ${asked.fields}::text[], ${module}, ${asked.actor.kind}, ${asked.actor.ref},
          ${asked.actor.badge}, ${asked.actor.unit}, ${asked.reason ?? null},
          ${JSON.stringify(purpose?.basis ?? null)}::jsonb, ${purpose?.recipients ?? []}::text[],
          'read', ${shownFrom(asked.at, purpose)}::timestamptz
        from unnest(${people.map(() => newId(asked.at))}::text[], ${people}::text[])
          as n (id, person) returning person)
      select d.person, d.field, d.keyver, d.iv, d.ciphertext, k.wrapped, k.master
      from logged l join vault.datum d on d.person = l.person and d.field = any(${kept}::text[])
      join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
      where d.batch is null order by d.id`,
    datumRow,
  )
}

type Sealed = z.infer<typeof datumRow>

/** What was asked for of each person, in no order that says who they are. */
export async function opened(
  room: Strongroom,
  rows: readonly Sealed[],
  { asked }: Pick<Facts, 'asked'>,
) {
  const kept = new Map<string, Record<string, string>>()
  for (const { person, field, keyver, wrapped, master, ...sealed } of rows) {
    const key = await room.keys.master.unwrap({ wrapped, master })
    const values = kept.get(person) ?? {}
    values[field] = unseal(key, { person, field, keyver }, sealed)
    kept.set(person, values)
  }
  const people = [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return people.map(([, values]) => derived(asked.fields, values, asked.at))
}

type Approval = Awaited<ReturnType<typeof approvalOf>>

/** Agreed by another, not used, and not older than its days. */
function isGood({ agreedAt, usedAt }: Approval, at: string): boolean {
  const age = agreedAt === null ? -1 : Date.parse(at) - Date.parse(agreedAt)
  return usedAt === null && age >= 0 && age <= GOOD * 86_400_000
}

function tooFewOrMany(count: number): Denial | undefined {
  if (count < FEWEST) return { why: 'too-few-people', breach: 'violation' }
  return count > MOST ? { why: 'too-many-people', breach: 'violation' } : undefined
}

async function readWithin(tx: Tx, room: Strongroom, module: string, wanted: Reading) {
  const approval = await approvalOf(tx, module, wanted.approval)
  const { actor, at, fields } = wanted
  const judged = await denialFor(tx, module, { ...asking(approval, actor, at), fields })
  const { facts, denial } = judged
  if (denial) return refuse(tx, facts, denial)
  if (!isGood(approval, at)) return refuse(tx, facts, { why: 'needs-two', breach: 'violation' })
  const kept = [...new Set(fields.map((one) => kindOf(one).from))]
  const people = await peopleOf(tx, facts, { kept, most: MOST })
  const wrong = tooFewOrMany(people.length)
  if (wrong) return refuse(tx, facts, wrong)
  await tx.run(sql`update vault.approval set used_at = ${at} where id = ${wanted.approval}`)
  return { done: await opened(room, await openMany(tx, facts, people, kept), facts) }
}

/** Reads once what two agreed to: the values of each person, without saying whose they are. */
export async function readMany(
  room: Strongroom,
  module: string,
  wanted: Reading,
): Promise<Record<string, string>[]> {
  return passed(await room.db.transact((tx) => readWithin(tx, room, module, wanted)))
}
