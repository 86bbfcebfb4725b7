/** The rows of decisions on their way into a batch, and in it. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const GroupRow = z.object({ decision: z.string(), version: z.number(), hash: z.string() })

/** Decisions of one version, by one model. */
export type Group = z.infer<typeof GroupRow>

const WaitingRow = z.object({ id: z.string(), at: z.string() })

/** A decision that is in no batch yet. */
export type Waiting = z.infer<typeof WaitingRow>

/** Which versions have decisions that wait. */
export function listGroups(tx: Tx): Promise<Group[]> {
  return tx.many(
    sql`select distinct decision, version, hash from decisions.taken where batch is null
      order by decision, version, hash`,
    GroupRow,
  )
}

/** The decisions of a version that wait, in the order in which they were taken. */
export function listWaiting(tx: Tx, { decision, version, hash }: Group): Promise<Waiting[]> {
  return tx.many(
    sql`select id, at from decisions.taken
      where batch is null and decision = ${decision} and version = ${version} and hash = ${hash}
      order by id`,
    WaitingRow,
  )
}

/** A decision in its batch: its place, and what its commitment is made of. */
export interface Leaf {
  readonly id: string
  readonly leaf: number
  readonly salt: Uint8Array
  readonly factsSalt: Uint8Array
  readonly commitment: Uint8Array
}

/** Keeps the places of decisions in a batch; how many of them were still waiting. */
export function keepLeaves(tx: Tx, batch: string, leaves: readonly Leaf[]): Promise<number> {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
  return tx.run(sql`
    update decisions.taken t set batch = ${batch}, leaf = n.leaf, salt = decode(n.salt, 'hex'),
      facts_salt = decode(n.facts_salt, 'hex'), commitment = decode(n.commitment, 'hex')
    from unnest(${leaves.map(({ id }) => id)}::text[], ${leaves.map(({ leaf }) => leaf)}::int[],
      ${leaves.map(({ salt }) => hex(salt))}::text[],
      ${leaves.map(({ factsSalt }) => hex(factsSalt))}::text[],
      ${leaves.map(({ commitment }) => hex(commitment))}::text[])
      as n (id, leaf, salt, facts_salt, commitment)
    where t.id = n.id and t.batch is null`)
}

const bytes = z.instanceof(Uint8Array)
const LeafRow = z.object({
  batch: z.string(),
  leaf: z.number(),
  salt: bytes,
  factsSalt: bytes,
})

/** Where a decision stands in its batch; undefined while it waits. */
export function readLeaf(tx: Tx, id: string): Promise<z.infer<typeof LeafRow> | undefined> {
  return tx.one(
    sql`select batch, leaf, salt, facts_salt as "factsSalt" from decisions.taken
      where id = ${id} and batch is not null`,
    LeafRow,
  )
}

/** The entry with the batch of a decision; undefined while it waits. */
export async function readBatchOf(tx: Tx, id: string): Promise<string | undefined> {
  return (await readLeaf(tx, id))?.batch
}

/** Every commitment of a batch, in order. */
export async function readCommitments(tx: Tx, batch: string): Promise<Uint8Array[]> {
  const rows = await tx.many(
    sql`select commitment from decisions.taken where batch = ${batch} order by leaf`,
    z.object({ commitment: bytes }),
  )
  return rows.map(({ commitment }) => commitment)
}
