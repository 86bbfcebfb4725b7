import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Decision, modelHash } from './decision.ts'

/** The decisions this city may take, each as it stood when the city started. */
export type Registered = ReadonlyMap<string, { readonly version: number; readonly hash: string }>

const Known = z.object({ name: z.string(), version: z.number(), hash: z.string() })

function declaredOnce(decisions: readonly Decision<any, any>[]): Map<string, string> {
  const hashes = new Map<string, string>()
  for (const one of decisions) {
    if (hashes.has(one.name)) throw new Error(`two decisions are called ${one.name}`)
    hashes.set(one.name, modelHash(one))
  }
  return hashes
}

/**
 * Puts the declared decisions into the public register; others are no longer in force. A decision
 * that changed without a new version is refused, and the city does not start: people were told it
 * works otherwise.
 */
export async function registerDecisions(
  tx: Tx,
  decisions: readonly Decision<any, any>[],
  now: string,
): Promise<Registered> {
  const hashes = declaredOnce(decisions)
  const known = await tx.many(sql`select name, version, hash from decisions.registered`, Known)
  for (const { name, version } of decisions) {
    const before = known.find((one) => one.name === name && one.version === version)
    if (before && before.hash !== hashes.get(name)) {
      throw new Error(
        `The decision ${name} has changed, but still calls itself version ${version}, which is registered ` +
          `with another model. Give it the version ${version + 1}, or undo the change.`,
      )
    }
  }
  await tx.run(sql`update decisions.registered set until = ${now}
    where until is null and not (name || '@' || version = any(${decisions.map(
      ({ name, version }) => `${name}@${version}`,
    )}::text[]))`)
  for (const { name, version, says, law, contestAt } of decisions) {
    await tx.run(sql`
      insert into decisions.registered (name, version, hash, says, law, contest_at, since)
      values (${name}, ${version}, ${hashes.get(name)}, ${says}, ${law}, ${contestAt}, ${now})
      on conflict (name, version) do update
      set says = excluded.says, law = excluded.law, contest_at = excluded.contest_at, until = null`)
  }
  return new Map(
    decisions.map(({ name, version }) => [name, { version, hash: hashes.get(name) ?? '' }]),
  )
}
