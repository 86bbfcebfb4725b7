/**
 * Every access becomes provable: a batch has a root for the public record, and each access a leaf in
 * it whose salt only its person can open (privacy-record.md 3.3). Small counts wait for a longer period.
 */
import { randomBytes } from 'node:crypto'
import { addDays, batchesDue, dateIn, type Due, newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { batchJson, batchPath, batchTree, commitmentOf, hashText } from '#core/record/log'
import { z } from 'zod'
import type { SealFacts } from '../export-model.ts'
import { dekOf, deksOf } from './keep.ts'
import {
  keepLeaves,
  type Leaf,
  listWaiting,
  type SealKind,
  type Subject,
  subjectsOf,
} from './leaves.ts'
import { personOf } from './persons.ts'
import { sealBytes, unsealBytes } from './seal.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

/** The class under whose key the salts of a person's accesses lie. */
const CLASS = 'access'
const FIELD = 'access.salt'
const PORTION = 1_000

export const sealInput = z.object({ now: moment, zone: name })
export const placedInput = z.object({ seal: z.uuid(), entry: name })
export const proofInput = z.object({ ref: name, access: z.uuid(), now: moment })

type Members = Due<{ readonly id: string; readonly day: string }>

type KeyOf = (person: string) => Promise<{ readonly key: Uint8Array; readonly keyver: number }>

/** Where the salt is kept: of an access under a key of its person, of an erasure in the open. */
async function placedSalt(keyOf: KeyOf, of: { kind: SealKind; subject: Subject }) {
  const salt = randomBytes(32)
  const { person } = of.subject
  if (of.kind === 'erasure') return { salt, kept: { keyver: null, iv: null, salt } }
  if (person === null) return { salt, kept: { keyver: null, iv: null, salt: null } }
  const { key, keyver } = await keyOf(person)
  const { iv, ciphertext } = sealBytes(key, { person, field: FIELD, keyver }, salt)
  return { salt, kept: { keyver, iv, salt: ciphertext } }
}

/** The keys of everybody whom a portion is about: asked for together, and made where there is none yet. */
async function keysOf(tx: Tx, room: Strongroom, subjects: readonly Subject[]): Promise<KeyOf> {
  const persons = subjects.flatMap(({ person }) => (person === null ? [] : [person]))
  const known = await deksOf(tx, room, [...new Set(persons)], CLASS)
  return async (person) => {
    const key = known.get(person) ?? (await dekOf(tx, room, person, CLASS))
    known.set(person, key)
    return key
  }
}

async function leavesOf(tx: Tx, room: Strongroom, kind: SealKind, ids: readonly string[]) {
  const leaves: Leaf[] = []
  for (let from = 0; from < ids.length; from += PORTION) {
    const subjects = await subjectsOf(tx, kind, ids.slice(from, from + PORTION))
    const keyOf = await keysOf(tx, room, subjects)
    for (const subject of subjects) {
      const { salt, kept } = await placedSalt(keyOf, { kind, subject })
      const commitment = commitmentOf(subject.payload, salt)
      leaves.push({ subject: subject.id, leaf: leaves.length, commitment, ...kept })
    }
  }
  return leaves
}

/** Makes one batch; the public record hears of it next. */
async function makeSeal(room: Strongroom, kind: SealKind, due: Members, now: string) {
  const ids = due.members.map(({ id }) => id).toSorted()
  await room.db.transact(async (tx) => {
    const leaves = await leavesOf(tx, room, kind, ids)
    const tree = batchTree(leaves.map(({ commitment }) => commitment))
    const id = newId(now)
    await tx.run(sql`insert into vault.seal (id, kind, from_day, to_day, count, root, made_at)
      values (${id}, ${kind}, ${due.from}, ${due.to}, ${tree.size}, ${tree.root}, ${now})`)
    for (let at = 0; at < leaves.length; at += PORTION) {
      await keepLeaves(tx, id, leaves.slice(at, at + PORTION))
    }
  })
}

const sealRow = z.object({
  seal: z.string(),
  kind: z.enum(['access', 'erasure']),
  from: z.string(),
  to: z.string(),
  count: z.number(),
  root: z.instanceof(Uint8Array),
})

/**
 * Makes every batch that is due, also of nights on which the city was asleep, and gives those that are
 * not on the public record yet. It may be asked again at any time: nothing is put into two batches.
 */
export async function seals(
  room: Strongroom,
  { now, zone }: z.infer<typeof sealInput>,
): Promise<SealFacts[]> {
  const until = addDays(dateIn(now, zone), -1)
  for (const kind of ['access', 'erasure'] as const) {
    const waiting = await room.db.look((tx) => listWaiting(tx, kind, now))
    const days = waiting.map(({ id, at }) => ({ id, day: dateIn(at, zone) }))
    for (const due of batchesDue(days, until)) await makeSeal(room, kind, due, now)
  }
  const open = await room.db.look((tx) =>
    tx.many(
      sql`select id as seal, kind, from_day as from, to_day as to, count, root from vault.seal
        where entry is null order by id limit 1000`,
      sealRow,
    ),
  )
  return open.map(({ root, ...one }) => ({ ...one, root: hashText(root) }))
}

/** The batch stands on the public record, in this entry. */
export async function placed(
  room: Strongroom,
  { seal, entry }: z.infer<typeof placedInput>,
): Promise<void> {
  await room.db.transact((tx) =>
    tx.run(sql`update vault.seal set entry = ${entry} where id = ${seal} and entry is null`),
  )
}

const leafRow = z.object({
  seal: z.string(),
  entry: z.string(),
  leaf: z.number(),
  keyver: z.number().nullable(),
  iv: z.instanceof(Uint8Array).nullable(),
  salt: z.instanceof(Uint8Array).nullable(),
  wrapped: z.instanceof(Uint8Array).nullable(),
  master: z.number().nullable(),
})

function leafOf(tx: Tx, person: string, { access, now }: z.infer<typeof proofInput>) {
  return tx.one(
    sql`select l.seal, s.entry, l.leaf, l.keyver, l.iv, l.salt, k.wrapped, k.master
      from vault.access a join vault.leaf l on l.subject = a.id
      join vault.seal s on s.id = l.seal and s.entry is not null
      left join keys.dek k on k.person = a.person and k.class = ${CLASS} and k.version = l.keyver
      where a.id = ${access} and a.person = ${person} and a.visible_from <= ${now}`,
    leafRow,
  )
}

async function commitmentsOf(tx: Tx, seal: string): Promise<Uint8Array[]> {
  const rows = await tx.many(
    sql`select commitment from vault.leaf where seal = ${seal} order by leaf`,
    z.object({ commitment: z.instanceof(Uint8Array) }),
  )
  return rows.map(({ commitment }) => commitment)
}

/**
 * What proves an access to its person: the entry with the root, and leaf, salt and path. Null while it
 * is in no batch on the record; after the erasure of its salt nobody can prove it any more.
 */
export async function accessProof(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof proofInput>,
): Promise<{ entry: string; proof: object } | null> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, module, asked.ref)
    const found = await leafOf(tx, person, asked)
    if (!found) return null
    const { seal, entry, leaf: index, keyver, iv, salt: ciphertext, wrapped, master } = found
    if (!wrapped || !iv || !ciphertext || keyver === null || master === null) {
      throw new Refusal('not-found', ['vault.salt-erased'])
    }
    const key = await room.keys.master.unwrap({ wrapped, master })
    const salt = unsealBytes(key, { person, field: FIELD, keyver }, { iv, ciphertext })
    const [subject] = await subjectsOf(tx, 'access', [asked.access])
    const commitments = await commitmentsOf(tx, seal)
    const [size, path] = [commitments.length, batchPath(commitments, index)]
    return { entry, proof: batchJson({ payload: subject?.payload, salt, index, size, path }) }
  })
}
