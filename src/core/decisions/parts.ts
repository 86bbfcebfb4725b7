/**
 * Parts of a decision that change while the city runs: a trained classifier, a list of rules. Each is bound to its
 * decision by hash; what was decided names the code and every part it was decided by.
 */
import { createHash } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import type { Earlier, UsedPart } from './decision.ts'

const Bound = z.object({
  place: z.string(),
  hash: z.string(),
  learned: z.string().nullable(),
  since: z.string(),
})

/** A part in force: its place in the decision, its hash, and the hash of what it was learned from. */
export type BoundPart = z.infer<typeof Bound>

const sha256 = (of: Uint8Array | string) => createHash('sha256').update(of).digest('hex')

/** A part on its way into a decision. */
export interface NewPart {
  readonly decision: string
  readonly bytes: Uint8Array
  readonly learned: string | null
  readonly now: string
}

/** Keeps a part; gives its hash. Nothing decides by it yet. */
export async function keepPart(tx: Tx, part: NewPart): Promise<string> {
  const hash = sha256(part.bytes)
  await tx.run(sql`
    insert into decisions.part (hash, decision, bytes, learned, made_at)
    values (${hash}, ${part.decision}, ${part.bytes}, ${part.learned}, ${part.now})
    on conflict (hash) do nothing`)
  return hash
}

/**
 * From now on a decision uses this part in this place; the one before stays known, with its end. Of two that bind a
 * place at once, the second is refused and looks at it again.
 */
export async function bindPart(
  tx: Tx,
  { decision, place, hash }: { decision: string; place: string; hash: string },
  now: string,
): Promise<void> {
  await tx.run(sql`update decisions.bound set until = ${now}
    where decision = ${decision} and place = ${place} and until is null`)
  const bound = await tx.run(sql`insert into decisions.bound (decision, place, hash, since)
    values (${decision}, ${place}, ${hash}, ${now}) on conflict do nothing`)
  if (bound === 0) throw new Refusal('conflict', ['part-changed-meanwhile'])
}

/**
 * The part that was in this place before the one in force first came there takes it again; where there was none,
 * the place is empty. Gives what went and what came; undefined when the place is empty already.
 */
export async function bindBefore(
  tx: Tx,
  { decision, place }: { readonly decision: string; readonly place: string },
  now: string,
): Promise<{ readonly from: string; readonly to: string | null } | undefined> {
  const found = await tx.one(
    sql`select n.hash as "from", (select b.hash from decisions.bound b
        where b.decision = n.decision and b.place = n.place and b.since < (select min(f.since)
          from decisions.bound f
          where f.decision = n.decision and f.place = n.place and f.hash = n.hash)
        order by b.since desc limit 1) as "to"
      from decisions.bound n
      where n.decision = ${decision} and n.place = ${place} and n.until is null for update`,
    z.object({ from: z.string(), to: z.string().nullable() }),
  )
  if (!found) return undefined
  if (found.to !== null) await bindPart(tx, { decision, place, hash: found.to }, now)
  else {
    await tx.run(sql`update decisions.bound set until = ${now}
      where decision = ${decision} and place = ${place} and until is null`)
  }
  return found
}

/** What a decision uses now, by place. */
export function boundParts(tx: Tx, decision: string): Promise<BoundPart[]> {
  return tx.many(
    sql`select b.place, b.hash, p.learned, b.since from decisions.bound b
      join decisions.part p on p.hash = b.hash
      where b.decision = ${decision} and b.until is null order by b.place`,
    Bound,
  )
}

const FormerPart = Bound.extend({ until: z.string() })

/** Parts that were in force in a decision before, each with its last time there, the newest first. */
export function formerParts(tx: Tx, decision: string): Promise<z.infer<typeof FormerPart>[]> {
  return tx.many(
    sql`select place, hash, learned, since, until from (
        select distinct on (b.place, b.hash) b.place, b.hash, p.learned, b.since, b.until
        from decisions.bound b join decisions.part p on p.hash = b.hash
        where b.decision = ${decision} order by b.place, b.hash, b.since desc) as last
      where until is not null order by until desc, place limit 50`,
    FormerPart,
  )
}

const Bytes = z.object({ bytes: z.instanceof(Uint8Array) })

/** The bytes of a part; undefined when there is none, or when they are not the ones of this hash. */
export async function readPart(tx: Tx, hash: string): Promise<Uint8Array | undefined> {
  const found = await tx.one(sql`select bytes from decisions.part where hash = ${hash}`, Bytes)
  return found && sha256(found.bytes) === hash ? found.bytes : undefined
}

/** A part that was read, or why a person has to decide. */
export type PartRead<T> =
  | { readonly is: 'none' }
  | { readonly is: 'broken'; readonly hash: string }
  | { readonly is: 'bound'; readonly hash: string; readonly part: T }

/** Parts that are ready to decide; a bound part is read and checked once in a process. */
const KEPT = 16

/** Makes parts of one kind ready: bytes that are not those of their hash, or that cannot be read, are broken. */
export function partReader<T>(
  ready: (bytes: Uint8Array) => T,
): (tx: Tx, decision: string, place: string) => Promise<PartRead<T>> {
  const known = new Map<string, T>()
  return async (tx, decision, place) => {
    const bound = (await boundParts(tx, decision)).find((one) => one.place === place)
    if (!bound) return { is: 'none' }
    const { hash } = bound
    const before = known.get(hash)
    if (before !== undefined) return { is: 'bound', hash, part: before }
    const bytes = await readPart(tx, hash)
    if (!bytes) return { is: 'broken', hash }
    try {
      const part = ready(bytes)
      if (known.size >= KEPT) known.clear()
      known.set(hash, part)
      return { is: 'bound', hash, part }
    } catch {
      return { is: 'broken', hash }
    }
  }
}

/**
 * The hash a decision is taken under: that of its code, and of every part these facts were made by with what it was
 * learned from. Undefined when a part is not the bound one: it decides nothing.
 */
export async function wholeHash<Facts>(
  tx: Tx,
  decision: Earlier<Facts, any>,
  { facts, code }: { facts: Facts; code: string },
): Promise<string | undefined> {
  const used: readonly UsedPart[] = decision.parts?.(facts) ?? []
  if (used.length === 0) return code
  const bound = await boundParts(tx, decision.name)
  const parts = used.map(({ place, hash }) => {
    const found = bound.find((one) => one.place === place && one.hash === hash)
    return found && [place, hash, found.learned]
  })
  return parts.includes(undefined) ? undefined : sha256(JSON.stringify([code, ...parts]))
}
