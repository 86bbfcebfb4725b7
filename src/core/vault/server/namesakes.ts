/**
 * Two people of one name who were born on one day (privacy-record.md 5): two officials type a third fact, of which a
 * keyed hash is kept. Whoever proved residence first is heard before anything changes for them.
 */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type NotApart, THIRD_FACTS, type ThirdFact } from '../residence-model.ts'
import { useBatch } from './batches.ts'
import { sealValues } from './keep.ts'
import { requireKeepable } from './keepable.ts'
import { type Namesake, namesakeRow, ownIdentity } from './namesake-settling.ts'
import { personOf } from './persons.ts'
import { hashOfFacts, identityOf } from './residence.ts'
import { identifying, residencyShape } from './residence-shapes.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** What an official types, however it is written. */
export const fact = z.string().trim().min(2).max(100)
export const askInput = z.object({
  batch: name,
  ref: name,
  at: moment,
  official: name,
  who: z.object(identifying),
  kind: z.enum(THIRD_FACTS),
  fact,
  residency: residencyShape.pick({ district: true, over16From: true }),
  frees: z.boolean(),
})
/** Hashed with whom it tells apart; a number counts without its dots and dashes. */
export function factHash(
  room: Strongroom,
  identity: Buffer,
  of: { kind: ThirdFact; fact: string },
) {
  const plain = of.kind === 'birth-place' ? of.fact : of.fact.replace(/[^\p{L}\p{N}]/gu, '')
  return hashOfFacts(room, 'namesake', [identity.toString('hex'), of.kind, plain])
}

/** Who has a proof under this name and birthday, or waits for one: by which fact, and whether by this one. */
function namesakesOf(tx: Tx, identity: Buffer, hash: Buffer) {
  return tx.many(
    sql`select person, fact_kind as kind, coalesce(fact = ${hash}, false) as same
        from vault.residence where identity = ${identity}
      union all select person, fact_kind, fact = ${hash} from vault.namesake
        where identity = ${identity} and agreed_at is not null`,
    namesakeRow,
  )
}

type Asked = z.infer<typeof askInput>

function notApart(
  rows: readonly Namesake[],
  {
    person,
    kind,
    frees,
    proved,
  }: { person: string; kind: ThirdFact; frees: boolean; proved: boolean },
): NotApart | null {
  const others = rows.filter((row) => row.person !== person)
  if (others.length === 0 && !proved) return 'nobody'
  if (others.some(({ same }) => same) && !frees) return 'same'
  return others.find((row) => row.kind !== null && row.kind !== kind)?.kind ?? null
}

/** The first official: district and age are kept, which count for nothing without the day until which they count. */
export function ask(
  room: Strongroom,
  module: string,
  asked: Asked,
): Promise<{ no: NotApart | null }> {
  const { who, kind, residency, frees, at } = asked
  return room.db.transact(async (tx) => {
    const batch = await useBatch(tx, module, asked.batch)
    const person = await personOf(tx, module, asked.ref)
    const identity = identityOf(room, who)
    const proved = await ownIdentity(tx, person)
    if (proved && !proved.equals(identity)) return { no: 'other' }
    const hash = factHash(room, identity, asked)
    const rows = await namesakesOf(tx, identity, hash)
    const no = notApart(rows, { person, kind, frees, proved: proved !== undefined })
    if (no) return { no }
    await tx.run(sql`insert into vault.namesake
      (person, identity, fact_kind, fact, frees, official, asked_at, batch)
      values (${person}, ${identity}, ${kind}, ${hash}, ${frees}, ${asked.official}, ${at}, ${batch})
      on conflict (person) do update set identity = excluded.identity, frees = excluded.frees,
        fact_kind = excluded.fact_kind, fact = excluded.fact, official = excluded.official,
        asked_at = excluded.asked_at, batch = excluded.batch, agreed_at = null, settle_at = null`)
    if (proved) return { no: null }
    const kept = await requireKeepable(tx, module, {
      'residence.homeDistrict': residency.district,
      'residence.over16From': residency.over16From,
    })
    await sealValues(tx, room, { person, batch, at, module }, kept)
    return { no: null }
  })
}
