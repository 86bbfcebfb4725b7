/** Proof of residence: one account per person by a keyed hash, and the attributes that are left (privacy-record.md 5). */
import { createHmac } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Attested } from '../residence-model.ts'
import { useBatch } from './batches.ts'
import { eraseWithin } from './erase.ts'
import { sealValues } from './keep.ts'
import { requireKeepable } from './keepable.ts'
import { appendLedger, type LedgerLine } from './ledger.ts'
import { personOf, refFor } from './persons.ts'
import { identifying, residencyShape } from './residence-shapes.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const attestInput = z.object({
  batch: name,
  ref: name,
  who: z.object(identifying),
  residency: residencyShape,
  frees: z.boolean(),
  at: moment,
})
export const endInput = z.object({ ref: name, why: z.enum(['request', 'retention']), at: moment })
export const forgetInput = z.object({ ref: name, at: moment })

/** However a name is written: without accents, marks, case and double spaces. */
export function plainName(text: string): string {
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '')
  return letters
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A keyed hash of facts that together are one person's alone; nobody gets them back out of it. */
export function hashOfFacts(room: Strongroom, label: string, facts: readonly string[]): Buffer {
  const plain = JSON.stringify(facts.map(plainName))
  return createHmac('sha256', room.keys.key('index', label)).update(plain).digest()
}

export const identityOf = (room: Strongroom, who: { name: string; birthDate: string }): Buffer =>
  hashOfFacts(room, 'identity', [who.name, who.birthDate])

type Asked = z.infer<typeof attestInput>

const holderRow = z.object({ person: z.string(), same: z.boolean(), told: z.boolean() })

/** Whose account is this person's already, and is this account somebody else's? */
async function standing(tx: Tx, person: string, identity: Buffer) {
  const rows = await tx.many(
    sql`select person, identity = ${identity} as same, fact is not null as told from vault.residence
      where person = ${person} or identity = ${identity} for update`,
    holderRow,
  )
  const own = rows.find((row) => row.person === person)
  const others = own ? [] : rows.filter((row) => row.person !== person)
  const waiting = own ? undefined : await waitingNamesake(tx, person, identity)
  return {
    somebodyElse: own !== undefined && !own.same,
    other: others[0]?.person ?? waiting,
    /** An account that was told apart is freed only by the fact that tells it apart. */
    freeable: waiting === undefined && others.every((row) => !row.told),
  }
}

/** Somebody else of the same name and birthday of whom two officials said already who it is. */
async function waitingNamesake(tx: Tx, person: string, identity: Buffer) {
  const row = await tx.one(
    sql`select person from vault.namesake where identity = ${identity} and person <> ${person}
      and agreed_at is not null limit 1`,
    z.object({ person: z.string() }),
  )
  return row?.person
}

async function hold(tx: Tx, of: { person: string; identity: Buffer; batch: string; at: string }) {
  await tx.run(sql`insert into vault.residence (person, identity, batch, since)
    values (${of.person}, ${of.identity}, ${of.batch}, ${of.at})
    on conflict (person) do update set
      batch = case when vault.residence.batch is null then null else excluded.batch end`)
}

const erased = (person: string, why: LedgerLine['why'], at: string) => ({
  ...{ person, class: 'residence', why, at },
})

/** Keeps what is left of a proof, if nobody else has it; an official may free the account that had it. */
export async function attest(room: Strongroom, module: string, asked: Asked): Promise<Attested> {
  const { who, at, residency } = asked
  const lines: LedgerLine[] = []
  const said = await room.db.transact(async (tx): Promise<Attested> => {
    lines.length = 0
    const batch = await useBatch(tx, module, asked.batch)
    const person = await personOf(tx, module, asked.ref)
    const identity = identityOf(room, who)
    const { other, somebodyElse, freeable } = await standing(tx, person, identity)
    if (somebodyElse) return { other: true }
    if (other !== undefined && !(asked.frees && freeable)) return { taken: true }
    if (other !== undefined) lines.push(await eraseWithin(tx, erased(other, 'request', at)))
    await hold(tx, { person, identity, batch, at })
    const kept = await requireKeepable(tx, module, {
      'residence.residentUntil': residency.until,
      'residence.homeDistrict': residency.district,
      'residence.over16From': residency.over16From,
    })
    await sealValues(tx, room, { person, batch, at, module }, kept)
    if (other === undefined) return { held: true }
    return { held: true, freed: await refFor(tx, room, module, other) }
  })
  appendLedger(room.folder, lines)
  return said
}

async function eraseClass(
  room: Strongroom,
  module: string,
  of: { ref: string; class: string; why: LedgerLine['why']; at: string },
): Promise<void> {
  const line = await room.db.transact(async (tx) => {
    const person = await personOf(tx, module, of.ref)
    return eraseWithin(tx, { person, class: of.class, why: of.why, at: of.at })
  })
  appendLedger(room.folder, [line])
}

/** Moved away, or over: the attributes are erased, and the person may prove it with another account. */
export function end(room: Strongroom, module: string, asked: z.infer<typeof endInput>) {
  return eraseClass(room, module, { ...asked, class: 'residence' })
}

/** What was asked for on the way is erased as soon as it is settled. */
export function forget(room: Strongroom, module: string, asked: z.infer<typeof forgetInput>) {
  return eraseClass(room, module, { ...asked, class: 'residence-letter', why: 'retention' })
}
