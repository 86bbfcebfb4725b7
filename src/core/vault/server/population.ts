/** Leave to read about many people: one official asks for it, another agrees. */
import { newId, Refusal } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Denial, declaredChecks, denialOf } from './checks.ts'
import { type Facts, factsOf } from './facts.ts'
import { entry } from './access-row.ts'
import { actor, moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const askManyInput = z.object({
  purpose: name,
  version: z.int(),
  actor,
  reason: z.string().min(10).max(2000),
  at: moment,
})
export const agreeInput = z.object({ approval: z.uuid(), actor, at: moment })

const approvalRow = z.object({
  purpose: z.string(),
  version: z.number(),
  reason: z.string(),
  askedBy: z.string(),
  agreedBy: z.string().nullable(),
  agreedAt: z.string().nullable(),
  usedAt: z.string().nullable(),
})

/** What was asked for, and whether another agreed. */
export async function approvalOf(tx: Tx, module: string, id: string) {
  const found = await tx.one(
    sql`select purpose, version, reason, asked_by as "askedBy", agreed_by as "agreedBy",
        agreed_at as "agreedAt", used_at as "usedAt"
      from vault.approval where id = ${id} and module = ${module}`,
    approvalRow,
  )
  if (!found) throw new Refusal('not-found', ['vault.approval-unknown'])
  return found
}

type Who = z.infer<typeof actor>

/** What keeps somebody from asking, agreeing or reading; it is for an official whom the purpose names. */
export async function denialFor(tx: Tx, module: string, asked: Facts['asked']) {
  const facts = await factsOf(tx, module, asked)
  return { facts, denial: denialOf(facts, declaredChecks) ?? scopeOf(facts) }
}

function scopeOf({ purpose, asked }: Facts): Denial | undefined {
  const many = purpose?.scope === 'population' && asked.actor.kind === 'official' && asked.actor.ref
  return many ? undefined : { why: 'scope-not-open', breach: 'violation' }
}

/** The question as it is judged and logged: about nobody in particular. */
export function asking(
  of: { purpose: string; version: number; reason: string },
  who: Who,
  at: string,
) {
  const { purpose, version, reason } = of
  return { purpose, version, reason, fields: [], ref: 'many', actor: who, at }
}

/** Logs a refusal that concerns nobody in particular. */
export async function refuse(tx: Tx, facts: Facts, denial: Denial): Promise<{ denial: Denial }> {
  await tx.run(entry(facts, denial))
  return { denial }
}

/** The refusal is thrown outside of the transaction: its row stays. */
export function passed<T>(outcome: { denial: Denial } | { done: T }): T {
  if ('done' in outcome) return outcome.done
  throw new Refusal('forbidden', [`vault.${outcome.denial.why}`])
}

/** The first of two asks, with a reason. */
export async function askMany(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof askManyInput>,
): Promise<string> {
  const outcome = await room.db.transact(async (tx) => {
    const { facts, denial } = await denialFor(tx, module, asking(asked, asked.actor, asked.at))
    if (denial) return refuse(tx, facts, denial)
    const id = newId(asked.at)
    await tx.run(sql`insert into vault.approval
      (id, module, purpose, version, reason, asked_by, asked_at)
      values (${id}, ${module}, ${asked.purpose}, ${asked.version}, ${asked.reason},
        ${asked.actor.ref}, ${asked.at})`)
    return { done: id }
  })
  return passed(outcome)
}

/** Another one agrees. */
export async function agree(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof agreeInput>,
): Promise<void> {
  const outcome = await room.db.transact(async (tx) => {
    const known = await approvalOf(tx, module, asked.approval)
    const { facts, denial } = await denialFor(tx, module, asking(known, asked.actor, asked.at))
    if (denial) return refuse(tx, facts, denial)
    if (known.askedBy === asked.actor.ref) {
      return refuse(tx, facts, { why: 'needs-two', breach: 'violation' })
    }
    await tx.run(sql`update vault.approval set agreed_by = ${asked.actor.ref},
      agreed_at = ${asked.at} where id = ${asked.approval} and agreed_by is null`)
    return { done: undefined }
  })
  return passed(outcome)
}
