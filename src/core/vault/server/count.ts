/** Counting people without reading about any: what leaves the vault is numbers, none of them of fewer than ten. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Counted, InNumbers } from '../oversight-model.ts'
import { entry } from './access-row.ts'
import { type Denial, declaredChecks, denialOf, limitOf } from './checks.ts'
import { kindOf } from './derive.ts'
import { type Facts, factsOf } from './facts.ts'
import { datumRow, FEWEST, opened, peopleOf } from './many.ts'
import { personOf } from './persons.ts'
import { passed, refuse } from './population.ts'
import { actor, moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** More people than this are not counted at once. */
const MOST = 100_000

export const countInput = z.object({
  purpose: name,
  version: z.int(),
  fields: z.array(name).min(1).max(5),
  actor,
  reason: z.string().max(2000).optional(),
  at: moment,
})

type Asked = z.infer<typeof countInput>

/** What keeps somebody from counting; how often in a day is limited, so that nobody is found by counting again and again. */
function denialFor(facts: Facts): Denial | undefined {
  const { purpose, before } = facts
  const declared = denialOf(facts, declaredChecks)
  if (declared) return declared
  if (purpose?.scope !== 'aggregate') return { why: 'scope-not-open', breach: 'violation' }
  return before >= limitOf(purpose) ? { why: 'too-many-readings', breach: 'violation' } : undefined
}

function sealedOf(tx: Tx, people: readonly string[], kept: readonly string[]) {
  return tx.many(
    sql`select d.person, d.field, d.keyver, d.iv, d.ciphertext, k.wrapped, k.master
      from vault.datum d
      join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
      where d.person = any(${people}::uuid[]) and d.field = any(${kept}::text[])
        and d.batch is null and d.item is null order by d.id`,
    datumRow,
  )
}

/** Once in the log, about nobody in particular; and with each person how often, by month. */
async function log(tx: Tx, facts: Facts, people: readonly string[]): Promise<void> {
  const { at, purpose } = facts.asked
  await tx.run(entry(facts))
  await tx.run(sql`insert into vault.counted (person, purpose, month, times, last_at)
    select person, ${purpose}, ${at.slice(0, 7)}, 1, ${at}::timestamptz
    from unnest(${people}::uuid[]) as n (person)
    on conflict (person, purpose, month)
      do update set times = counted.times + 1, last_at = excluded.last_at`)
}

/**
 * Groups of ten people or more; the others are one group without values. When they are fewer than ten, the smallest
 * group joins them until they are not: otherwise they could be worked out from the sum (complementary suppression:
 * Willenborg and de Waal, Elements of Statistical Disclosure Control (2001), 1.3).
 */
export function grouped(all: readonly Readonly<Record<string, string>>[]): Counted {
  if (all.length < FEWEST) return { groups: [], others: null }
  const groups = [...Map.groupBy(all, (one) => JSON.stringify(one))]
    .map(([key, { length }]) => ({ key, count: length }))
    .toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
  const shown = groups.filter(({ count }) => count >= FEWEST)
  let others = all.length - shown.reduce((sum, { count }) => sum + count, 0)
  while (others > 0 && others < FEWEST && shown.length > 0) others += shown.pop()?.count ?? 0
  return {
    groups: shown.map(({ key, count }) => ({ values: JSON.parse(key), count })),
    others,
  }
}

async function counting(tx: Tx, room: Strongroom, module: string, wanted: Asked) {
  const facts = await factsOf(tx, module, { ...wanted, ref: 'many' })
  const denial = denialFor(facts)
  if (denial) return refuse(tx, facts, denial)
  const kept = [...new Set(wanted.fields.map((one) => kindOf(one).from))]
  const people = await peopleOf(tx, facts, { kept, most: MOST })
  if (people.length > MOST)
    return refuse(tx, facts, { why: 'too-many-people', breach: 'violation' })
  await log(tx, facts, people)
  return { done: grouped(await opened(room, await sealedOf(tx, people, kept), facts)) }
}

/**
 * How many people have which values together. Whoever restricted, objected or did not consent is not among them.
 * Throws `forbidden` with `vault.<why>` after writing that down (privacy-record.md 2.4).
 */
export async function count(room: Strongroom, module: string, wanted: Asked): Promise<Counted> {
  return passed(await room.db.transact((tx) => counting(tx, room, module, wanted)))
}

const numberRow = z.object({ purpose: z.string(), month: z.string(), times: z.number() })

/** How often somebody was counted among others, by purpose and month, the newest first. */
export async function inNumbers(
  room: Strongroom,
  module: string,
  { ref }: { ref: string },
): Promise<InNumbers[]> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, ref)
    return tx.many(
      sql`select purpose, month, times from vault.counted where person = ${person}
        order by month desc, purpose limit 1000`,
      numberRow,
    )
  })
}
