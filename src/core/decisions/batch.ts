/**
 * Every decision becomes provable: a batch has a root on the public record, and each decision a leaf
 * in it (privacy-record.md 3.3). Small counts wait for the next larger period.
 */
import { randomBytes } from 'node:crypto'
import type { Database, Tx } from '#core/database'
import { addDays, dateIn } from '#core/kernel'
import { batchesDue, type Due, recorder } from '#core/record'
import { batchPath, type BatchProof, batchTree, commitmentOf, hashText } from '#core/record/log'
import {
  type Group,
  keepLeaves,
  type Leaf,
  listGroups,
  listWaiting,
  readCommitments,
  readLeaf,
} from './batched.ts'
import { decisionBatch } from './entries.ts'
import { payloadOf } from './payload.ts'
import { readTaken, readTakenOf } from './read.ts'

/** Decisions that are read and written in one statement. */
const PORTION = 1000

/** When a batch is made, and by whose clocks its days begin. */
export interface Evening {
  readonly now: string
  readonly zone: string
}

type Members = Due<{ readonly id: string; readonly day: string }>

/** Makes the leaves of a batch, each with fresh salts. */
async function leavesOf(tx: Tx, ids: readonly string[]): Promise<Leaf[]> {
  const leaves: Leaf[] = []
  for (let from = 0; from < ids.length; from += PORTION) {
    for (const taken of await readTakenOf(tx, ids.slice(from, from + PORTION))) {
      const [salt, factsSalt] = [randomBytes(32), randomBytes(32)]
      const commitment = commitmentOf(payloadOf(taken, factsSalt), salt)
      leaves.push({ id: taken.id, leaf: leaves.length, salt, factsSalt, commitment })
    }
  }
  return leaves
}

/** Entry and leaves in one transaction; when another process was faster, nothing. */
async function writeBatch(tx: Tx, group: Group, due: Members, now: string): Promise<boolean> {
  const waiting = new Set((await listWaiting(tx, group)).map(({ id }) => id))
  const ids = due.members.map(({ id }) => id).toSorted()
  if (!ids.every((id) => waiting.has(id))) return false
  const leaves = await leavesOf(tx, ids)
  const tree = batchTree(leaves.map(({ commitment }) => commitment))
  const by = `decision:${group.decision}`
  const { from, to } = due
  const entry = await recorder(tx, { by, now, service: 'decisions' })(
    decisionBatch,
    { ...group, from, to, count: tree.size, root: hashText(tree.root) },
    { subject: `/algorithms/${group.decision}` },
  )
  for (let at = 0; at < leaves.length; at += PORTION) {
    await keepLeaves(tx, entry, leaves.slice(at, at + PORTION))
  }
  return true
}

/**
 * Makes every batch that is due on this evening, also those of evenings on which the city was asleep.
 * Gives how many. It may be done again at any time: what is in a batch is never put into another.
 */
export async function batchDecisions(db: Database, { now, zone }: Evening): Promise<number> {
  const until = addDays(dateIn(now, zone), -1)
  let made = 0
  for (const group of await db.look(listGroups)) {
    const waiting = await db.look((tx) => listWaiting(tx, group))
    const days = waiting.map(({ id, at }) => ({ id, day: dateIn(at, zone) }))
    for (const due of batchesDue(days, until)) {
      if (await db.transact((tx) => writeBatch(tx, group, due, now))) made += 1
    }
  }
  return made
}

/** A decision, the entry with the root of its batch, and the path that leads there. */
export interface BatchLeaf {
  /** Id of the entry. */
  readonly entry: string
  readonly proof: BatchProof
}

/** What proves that a decision was taken as it is shown; undefined while it is in no batch. */
export async function readBatchLeaf(tx: Tx, id: string): Promise<BatchLeaf | undefined> {
  const placed = await readLeaf(tx, id)
  const taken = placed && (await readTaken(tx, id))
  if (!placed || !taken) return undefined
  const commitments = await readCommitments(tx, placed.batch)
  const { batch: entry, leaf: index, salt, factsSalt } = placed
  const payload = payloadOf(taken, factsSalt)
  const path = batchPath(commitments, index)
  return { entry, proof: { payload, salt, index, size: commitments.length, path } }
}
