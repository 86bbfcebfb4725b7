/** A vault for tests: the real operations on a real database, without process and socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#core/database'
import { testDatabase } from '#test/database'
import { accountLetters } from './account-purposes.ts'
import { declarationHash } from './declaration.ts'
import type { Field } from './field.ts'
import { contactEmail, contactName } from './field.ts'
import type { VaultLog } from './log.ts'
import { vaultMigrations } from './place.ts'
import { moduleOf, type Purpose, purpose } from './purpose.ts'
import { openRoom } from './server/main.ts'
import { answer } from './server/operations.ts'
import { personOf, refFor } from './server/persons.ts'
import type { Strongroom } from './server/strongroom.ts'

export const now = '2026-03-02T09:00:00.000Z'

/** So many seconds after nine o'clock. */
export function later(seconds: number): string {
  return new Date(Date.parse(now) + seconds * 1000).toISOString()
}

export const system = {
  kind: 'system',
  ref: null,
  permissions: [],
  unit: null,
  badge: null,
} as const
export const official = {
  kind: 'official',
  ref: 'someone-at-the-desk',
  permissions: ['reports.contact'],
  unit: 'roads',
  badge: '4-7F',
} as const

/** What reports declare in these tests. */
export const contactBack = purpose({
  id: 'reports.contact-back',
  version: 1,
  fields: [contactEmail, contactName],
  basis: { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 13' },
  scope: 'case',
  actors: ['system', 'official:reports.contact'],
  recipients: [],
  retention: { class: 'contact', until: 'case.closed+P1Y' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['mail', 'staff-view'],
})

/** People look at their own data. */
export const ownContact = purpose({
  ...contactBack,
  id: 'reports.own-contact',
  scope: 'self',
  actors: ['self'],
  fields: [contactEmail],
  sinks: ['self-view'],
})

/** A log that keeps what it is told. */
export function keptLog(): VaultLog & { readonly lines: string[] } {
  const lines: string[] = []
  const write = (facts: object, says: string) => void lines.push(`${says} ${JSON.stringify(facts)}`)
  return { lines, info: write, warn: write, error: write }
}

/** A vault one can ask, and look into. */
export interface Trial {
  readonly room: Strongroom
  readonly db: Database
  /** The key folder. */
  readonly keys: string
  readonly log: { readonly lines: string[] }
  ask(module: string, op: string, input: object): Promise<any>
  publish(module: string, purposes: readonly Purpose<string, Field>[]): Promise<void>
  /** A new person whose contact data are kept for one case, and settled. */
  someone(caseRef: string, values?: Record<string, string>): Promise<string>
  /** The folder's pseudonym of somebody whom reports know. */
  inFolder(ref: string): Promise<string>
  close(): Promise<void>
}

let batches = 0

export function nextBatch(): string {
  batches += 1
  return `batch-${batches}`
}

/** Plain data of declarations, as the client sends them. */
export function declared(purposes: readonly Purpose<string, Field>[]) {
  return {
    fields: purposes.flatMap((one) => one.fields),
    purposes: purposes.map((one) => ({ ...one, fields: one.fields.map(({ name }) => name) })),
    recorded: recordedAs(purposes),
    assessed: purposes.flatMap(({ dpia = [] }) => dpia),
  }
}

/** As if the public record said so. */
export function recordedAs(purposes: readonly Purpose<any, any>[]): Record<string, string> {
  return Object.fromEntries(purposes.map((one) => [one.id, declarationHash(one)]))
}

/** What somebody declares, by the service that reads for it. */
function byModule(purposes: readonly Purpose<string, Field>[]) {
  return Map.groupBy(purposes, ({ id }) => moduleOf(id))
}

/** A vault that was told these purposes. */
export async function openTrial(
  purposes: readonly Purpose<string, Field>[] = [contactBack, ownContact, accountLetters],
): Promise<Trial> {
  const db = await testDatabase([vaultMigrations])
  const keys = mkdtempSync(join(tmpdir(), 'vault-keys-'))
  const log = keptLog()
  const room = await openRoom(db, { keys }, log)
  const ask = (module: string, op: string, input: object) => answer(room, module, op, input)
  const publish = async (module: string, theirs: readonly Purpose<string, Field>[]) => {
    await ask(module, 'publish', declared(theirs))
  }
  for (const [module, theirs] of byModule(purposes)) await publish(module, theirs)
  return {
    room,
    db,
    keys,
    log,
    ask,
    publish,
    async someone(caseRef, values = { 'contact.email': 'amina@example.org' }) {
      const batch = nextBatch()
      const grants = [{ purpose: contactBack.id, case: caseRef }]
      const ref = await ask('reports', 'keep', { batch, ref: null, values, grants, at: now })
      await ask('reports', 'confirm', { batch })
      return String(ref)
    },
    inFolder: (ref) =>
      db.transact(async (tx) => refFor(tx, room, 'folder', await personOf(tx, 'reports', ref))),
    async close() {
      await db.close()
      rmSync(keys, { recursive: true, force: true })
    },
  }
}

/** What a service asks to read, as the client sends it. */
export function reading(ref: string, more: object = {}): object {
  const fields = contactBack.fields.map((field) => field.name)
  const { id, version } = contactBack
  return { purpose: id, version, fields, ref, actor: system, case: 'R-1', at: now, ...more }
}
