/** Applications, from draft to decision. */
import { z } from 'zod'
import { sql, type Statement, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import type { Kind, Proof, State } from '../model.ts'
import { Application, columns } from './rows.ts'

const none = () => new Refusal('not-found', ['no-such-application'])

function find(tx: Tx, where: Statement, lock = false): Promise<Application | undefined> {
  return tx.one(
    sql`select ${columns} from endorsements.application where ${where} ${lock ? sql`for update` : sql.empty}`,
    Application,
  )
}

async function found(tx: Tx, where: Statement, lock: boolean): Promise<Application> {
  const row = await find(tx, where, lock)
  if (!row) throw none()
  return row
}

/** The application with this secret code, if there is one. */
export function findByCode(tx: Tx, codeHash: string): Promise<Application | undefined> {
  return find(tx, sql`code_hash = ${codeHash}`)
}

/** The application with this secret code. */
export function byCode(tx: Tx, codeHash: string, lock = false): Promise<Application> {
  return found(tx, sql`code_hash = ${codeHash}`, lock)
}

/** A number as it stands in an address; a draft is nobody's but its maker's. */
export function byNumber(tx: Tx, number: string | number, lock = false): Promise<Application> {
  if (!/^[1-9]\d{0,8}$/.test(String(number))) throw none()
  return found(tx, sql`number = ${Number(number)} and state <> 'draft'`, lock)
}

/** The application a mailbox confirms with the code of its letter, and as what. */
export async function byMailboxCode(tx: Tx, codeHash: string, lock = false) {
  const application = await found(
    tx,
    sql`${codeHash} in (mailbox_code, signer_code) and state <> 'draft'`,
    lock,
  )
  const row = await tx.one(
    sql`select signer_code = ${codeHash} as signs from endorsements.application
        where number = ${application.number}`,
    z.object({ signs: z.boolean().nullable() }),
  )
  return { application, as: row?.signs ? ('signer' as const) : ('mailbox' as const) }
}

export async function addApplication(
  tx: Tx,
  it: {
    kind: Kind
    codeHash: string
    language: string
    city: string | null
    name: string
    country: string
    level: string
    at: string
    vanishesAt: string
  },
): Promise<number> {
  const made = await tx.one(
    sql`insert into endorsements.application (kind, state, code_hash, language, city, name, country, level,
          begun_at, vanishes_at)
        values (${it.kind}, 'draft', ${it.codeHash}, ${it.language}, ${it.city}, ${it.name}, ${it.country},
          ${it.level}, ${it.at}, ${it.vanishesAt}) returning number`,
    z.object({ number: z.number() }),
  )
  if (!made) throw new Error('an application was not written')
  return made.number
}

/** How many applications of this name and country wait, drafts aside. */
export async function countWaiting(tx: Tx, it: { name: string; country: string }): Promise<number> {
  const row = await tx.one(
    sql`select count(*) as count from endorsements.application where lower(name) = lower(${it.name})
        and country = ${it.country} and state in ('submitted', 'checking', 'in_review', 'changes_requested')`,
    z.object({ count: z.number() }),
  )
  return row?.count ?? 0
}

/** What the city decided. Another document is another proof: what was known of the old one is gone. */
export async function setDecision(
  tx: Tx,
  number: number,
  it: {
    body: string
    decidedOn: string
    reference: string
    declaration: string
    documentUrl: string
    documentLanguage: string
  },
): Promise<void> {
  await tx.run(sql`update endorsements.application set body = ${it.body}, decided_on = ${it.decidedOn},
    reference = ${it.reference}, declaration = ${it.declaration},
    document_sha256 = null, document_failure = null, document_changed_at = null,
    document_url = ${it.documentUrl}, document_language = ${it.documentLanguage} where number = ${number}`)
}

/** A mailbox that changed has to be confirmed anew. */
export async function setContacts(
  tx: Tx,
  number: number,
  it: { mailbox: string; signerMailbox: string },
): Promise<void> {
  await tx.run(sql`update endorsements.application set
    mailbox_confirmed_at = case when mailbox = ${it.mailbox} then mailbox_confirmed_at end,
    signer_confirmed_at = case when signer_mailbox = ${it.signerMailbox} then signer_confirmed_at end,
    mailbox = ${it.mailbox}, signer_mailbox = ${it.signerMailbox} where number = ${number}`)
}

export async function setMailboxCodes(
  tx: Tx,
  number: number,
  it: { mailbox: string; signer: string },
): Promise<void> {
  await tx.run(sql`update endorsements.application set mailbox_code = ${it.mailbox},
    signer_code = ${it.signer} where number = ${number}`)
}

/** Confirms a mailbox; the submitter's pseudonym is known only when somebody was signed in. */
export async function confirmMailbox(
  tx: Tx,
  number: number,
  it: { as: 'mailbox' | 'signer'; at: string; by: string | null },
): Promise<void> {
  const set =
    it.as === 'signer'
      ? sql`signer_confirmed_at = coalesce(signer_confirmed_at, ${it.at}), signer = ${it.by}`
      : sql`mailbox_confirmed_at = coalesce(mailbox_confirmed_at, ${it.at})`
  await tx.run(sql`update endorsements.application set ${set} where number = ${number}`)
}

export async function keepAlive(tx: Tx, number: number, vanishesAt: string): Promise<void> {
  await tx.run(sql`update endorsements.application set vanishes_at = ${vanishesAt}
    where number = ${number} and state = 'draft'`)
}

/** What a step changes beside the state. */
export interface Change {
  readonly submittedOn?: string
  readonly submitter?: string | null
  readonly dueOn?: string
  readonly pausedOn?: string | null
  readonly wanted?: string | null
  readonly missing?: readonly Proof[]
  readonly concludedOn?: string | null
  readonly publishedOn?: string
  readonly city?: string
  readonly nextRound?: boolean
}

/** Moves an application on. */
export async function setState(tx: Tx, number: number, state: State, it: Change): Promise<void> {
  const sets = [
    sql`state = ${state}, vanishes_at = null`,
    ...(it.submittedOn === undefined ? [] : [sql`submitted_on = ${it.submittedOn}`]),
    ...(it.submitter === undefined ? [] : [sql`submitter = ${it.submitter}`]),
    ...(it.dueOn === undefined ? [] : [sql`due_on = ${it.dueOn}`]),
    ...(it.pausedOn === undefined ? [] : [sql`paused_on = ${it.pausedOn}`]),
    ...(it.wanted === undefined ? [] : [sql`wanted = ${it.wanted}`]),
    ...(it.missing === undefined ? [] : [sql`missing = ${[...it.missing]}::text[]`]),
    ...(it.concludedOn === undefined ? [] : [sql`concluded_on = ${it.concludedOn}`]),
    ...(it.publishedOn === undefined ? [] : [sql`published_on = ${it.publishedOn}`]),
    ...(it.city === undefined ? [] : [sql`city = ${it.city}`]),
    ...(it.nextRound ? [sql`round = round + 1`] : []),
  ]
  await tx.run(sql`update endorsements.application set ${sql.join(sets)} where number = ${number}`)
}

/** Drafts whose time is over are forgotten. */
export function forgetDrafts(tx: Tx, now: string): Promise<number> {
  return tx.run(
    sql`delete from endorsements.application where state = 'draft' and vanishes_at < ${now}`,
  )
}
