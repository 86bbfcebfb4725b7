import { sql, type Tx } from '#core/database'
import { recorder } from '#core/record'
import { z } from 'zod'
import { type Decision, modelHash } from './decision.ts'
import { algorithmChanged, algorithmRegistered, algorithmRetired } from './entries.ts'
import { standAtStart } from './life.ts'

/** Days after which people look at an entry again, where the decision names no others: two years. */
const REVISION_DAYS = 730

/** The decisions this city may take, each as it stood when the city started. */
export type Registered = ReadonlyMap<string, { readonly version: number; readonly hash: string }>

const Known = z.object({
  name: z.string(),
  version: z.number(),
  hash: z.string(),
  says: z.string(),
  law: z.string(),
  contestAt: z.string(),
  until: z.string().nullable(),
})
type Known = z.infer<typeof Known>

type Described = Omit<Known, 'until'>

type Declared = Described & { readonly days: number; readonly auditDays: number | null }

function declaredOnce(decisions: readonly Decision<any, any>[]): Declared[] {
  const names = new Set<string>()
  return decisions.map((one) => {
    const { name, version, says, law, contestAt } = one
    if (names.has(name)) throw new Error(`two decisions are called ${name}`)
    names.add(name)
    const { revisionDays: days = REVISION_DAYS, auditDays = null } = one
    return { name, version, hash: modelHash(one), says, law, contestAt, days, auditDays }
  })
}

function requireNewVersion({ name, version, hash }: Declared, known: readonly Known[]): void {
  const before = known.find((one) => one.name === name && one.version === version)
  if (!before || before.hash === hash) return
  throw new Error(
    `The decision ${name} has changed, but still calls itself version ${version}, which is registered ` +
      `with another model. Give it the version ${version + 1}, or undo the change.`,
  )
}

/** What everybody may know of it. */
const publicly = ({ name, version, hash, law, contestAt }: Described) => {
  return { name, version, hash, law, contestAt }
}

/** Whether people would read something else of it than before. */
const differs = (one: Described, other: Described) =>
  JSON.stringify(publicly(one)) !== JSON.stringify(publicly(other))

async function put(tx: Tx, one: Declared, now: string): Promise<void> {
  const { name, version, hash, says, law, contestAt } = one
  await tx.run(sql`
    update decisions.registered set until = ${now}
    where name = ${name} and version <> ${version} and until is null`)
  await tx.run(sql`
    insert into decisions.registered (name, version, hash, says, law, contest_at, since)
    values (${name}, ${version}, ${hash}, ${says}, ${law}, ${contestAt}, ${now})
    on conflict (name, version) do update
    set says = excluded.says, law = excluded.law, contest_at = excluded.contest_at, until = null`)
}

/**
 * Puts the declared decisions into the public register; others are no longer in force. What is new,
 * changed or ended stands on the public record, in the same transaction; a start that changes nothing
 * writes nothing. A decision that changed without a new version is refused, and the city does not
 * start: people were told it works otherwise.
 */
export async function registerDecisions(
  tx: Tx,
  decisions: readonly Decision<any, any>[],
  now: string,
): Promise<Registered> {
  const declared = declaredOnce(decisions)
  const known = await tx.many(
    sql`select name, version, hash, says, law, contest_at as "contestAt", until
      from decisions.registered`,
    Known,
  )
  const inForce = known.filter(({ until }) => until === null)
  const record = recorder(tx, { by: 'operator', now, service: 'decisions' })
  for (const one of declared) {
    requireNewVersion(one, known)
    const before = inForce.find(({ name }) => name === one.name)
    const about = { subject: `/algorithms/${one.name}` }
    if (!before) await record(algorithmRegistered, publicly(one), about)
    else if (differs(one, before)) {
      await record(algorithmChanged, { ...publicly(one), from: before.version }, about)
    }
    if (!before || differs(one, before) || one.says !== before.says) await put(tx, one, now)
    await standAtStart(tx, one, now)
  }
  const names = new Set(declared.map(({ name }) => name))
  for (const one of inForce.filter(({ name }) => !names.has(name))) {
    await record(algorithmRetired, publicly(one), { subject: `/algorithms/${one.name}` })
    await tx.run(sql`update decisions.registered set until = ${now}
      where name = ${one.name} and until is null`)
  }
  return new Map(declared.map(({ name, version, hash }) => [name, { version, hash }]))
}
