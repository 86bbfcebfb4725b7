import { sql, type Tx } from '#core/database'
import { recorder } from '#core/record'
import { z } from 'zod'
import { readChosen } from './chosen.ts'
import { type Decision, type Earlier, modelHash } from './decision.ts'
import { algorithmChanged, algorithmRegistered, algorithmRetired } from './entries.ts'
import { standAtStart } from './life.ts'
import { readStanding } from './standing.ts'

/** Days after which people look at an entry again, where the decision names no others: two years. */
const REVISION_DAYS = 730

/** A version by the hash of its code. */
export interface VersionHash {
  readonly version: number
  readonly hash: string
}

/** The decisions this city may take, each as it stood when the city started, with the versions it could go back to. */
export type Registered = ReadonlyMap<
  string,
  VersionHash & { readonly earlier?: readonly VersionHash[] }
>

const Known = z.object({
  name: z.string(),
  version: z.number(),
  hash: z.string(),
  says: z.string(),
  law: z.string(),
  contestAt: z.string(),
  until: z.string().nullable(),
  held: z.boolean(),
})
type Known = z.infer<typeof Known>

type Described = Omit<Known, 'until' | 'held'>

type Declared = Described & {
  readonly days: number
  readonly auditDays: number | null
  readonly earlier: readonly Described[]
}

const described = (one: Earlier<any>): Described => {
  const { name, version, says, law, contestAt } = one
  return { name, version, hash: modelHash(one), says, law, contestAt }
}

function declaredOnce(decisions: readonly Decision<any, any>[]): Declared[] {
  const names = new Set<string>()
  return decisions.map((one) => {
    const { name, revisionDays: days = REVISION_DAYS, auditDays = null, earlier = [] } = one
    if (names.has(name)) throw new Error(`two decisions are called ${name}`)
    names.add(name)
    return { ...described(one), days, auditDays, earlier: earlier.map(described) }
  })
}

function requireNewVersion({ name, version, hash }: Described, known: readonly Known[]): void {
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

/** Puts a version into force. */
async function put(tx: Tx, one: Described, now: string): Promise<void> {
  const { name, version } = one
  await tx.run(sql`
    update decisions.registered set until = ${now}
    where name = ${name} and version <> ${version} and until is null`)
  await keep(tx, one, { since: now, until: null })
}

/** Keeps what is known of a version; one that is only held never came into force. */
async function keep(
  tx: Tx,
  { name, version, hash, says, law, contestAt }: Described,
  { since, until }: { since: string; until: string | null },
): Promise<void> {
  const inForce = until === null
  await tx.run(sql`
    insert into decisions.registered (name, version, hash, says, law, contest_at, since, until, held)
    values (${name}, ${version}, ${hash}, ${says}, ${law}, ${contestAt}, ${since}, ${until}, true)
    on conflict (name, version) do update
    set says = excluded.says, law = excluded.law, contest_at = excluded.contest_at, held = true,
      until = case when ${inForce}::boolean then null else registered.until end`)
}

/** What the release holds beside the version in force; what it no longer holds cannot be gone back to. */
async function holdOthers(tx: Tx, one: Declared, known: readonly Known[], now: string) {
  const versions = [one, ...one.earlier]
  for (const each of versions) {
    const before = known.find(({ name, version }) => name === one.name && version === each.version)
    if (!before) await keep(tx, each, { since: now, until: now })
    else if (!before.held) await keep(tx, each, { since: now, until: before.until ?? now })
  }
  await tx.run(sql`update decisions.registered set held = false
    where name = ${one.name} and held and version <> all(${versions.map(({ version }) => version)}::integer[])`)
}

/** The version that goes on after this start: the one people chose, while its code is held; else the newest. */
async function goesOn(tx: Tx, one: Declared): Promise<Described> {
  const standing = await readStanding(tx, one.name)
  const chosen = standing?.kept ? await readChosen(tx, one.name) : undefined
  const same = ({ version, hash }: VersionHash) =>
    version === chosen?.version && hash === chosen.hash
  return one.earlier.find(same) ?? one
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
    sql`select name, version, hash, says, law, contest_at as "contestAt", until, held
      from decisions.registered`,
    Known,
  )
  const inForce = known.filter(({ until }) => until === null)
  const record = recorder(tx, { by: 'operator', now, service: 'decisions' })
  for (const one of declared) {
    for (const each of [one, ...one.earlier]) requireNewVersion(each, known)
    const runs = await goesOn(tx, one)
    const before = inForce.find(({ name }) => name === one.name)
    const about = { subject: `/algorithms/${one.name}` }
    if (!before) await record(algorithmRegistered, publicly(runs), about)
    else if (differs(runs, before)) {
      await record(algorithmChanged, { ...publicly(runs), from: before.version }, about)
    }
    if (!before || differs(runs, before) || runs.says !== before.says) await put(tx, runs, now)
    await holdOthers(tx, one, known, now)
    await standAtStart(tx, one, now)
  }
  await endOthers(tx, { declared, inForce, record }, now)
  return new Map(
    declared.map(({ name, version, hash, earlier }) => [name, { version, hash, earlier }]),
  )
}

interface Ending {
  readonly declared: readonly Declared[]
  readonly inForce: readonly Known[]
  readonly record: ReturnType<typeof recorder>
}

/** What the city no longer declares is no longer taken by a machine. */
async function endOthers(tx: Tx, { declared, inForce, record }: Ending, now: string) {
  const names = new Set(declared.map(({ name }) => name))
  for (const one of inForce.filter(({ name }) => !names.has(name))) {
    await record(algorithmRetired, publicly(one), { subject: `/algorithms/${one.name}` })
    await tx.run(sql`update decisions.registered set until = ${now}
      where name = ${one.name} and until is null`)
  }
  await tx.run(sql`update decisions.registered set held = false
    where held and name <> all(${[...names]}::text[])`)
}
