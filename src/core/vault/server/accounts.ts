/**
 * Accounts. Whoever knocks gets the same answer after the same work, whether or not there is an
 * account.
 */
import { domainToASCII } from 'node:url'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { AccountFacts, Wait } from '../account-model.ts'
import type { CameIn } from '../ways-model.ts'
import { forgive, spend, type Subject } from './attempts.ts'
import { comeIn } from './coming-in.ts'
import { sealValues } from './keep.ts'
import { newPerson, personOf, refFor } from './persons.ts'
import { moment, name } from './shapes.ts'
import { blindIndex, type Strongroom } from './strongroom.ts'

const email = z.string().trim().pipe(z.email().max(320))
const password = z.string().min(1).max(1000)
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

export const checkInput = z.object({ email, password, address: name, now: moment })
export const openInput = checkInput.extend({ language, confirmed: z.boolean().optional() })
export const languageInput = z.object({ peopleRef: name, language })
export const factsInput = z.object({ peopleRef: name })

type Knocking = z.infer<typeof checkInput>

/**
 * One address, one text: whatever case, width of letters or script of the domain it is typed in.
 */
export function normalEmail(typed: string): string {
  const text = typed.trim().normalize('NFKC').toLowerCase()
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  return `${text.slice(0, at)}@${domainToASCII(domain) || domain}`
}

/** By what an account is found: the vault stores no address in the clear. */
export function emailIndex(room: Strongroom, typed: string): Buffer {
  return blindIndex(room.keys, 'account.email', normalEmail(typed))
}

const accountRow = z.object({
  person: z.string(),
  password_hash: z.string(),
  confirmed: z.boolean(),
})

function accountBy(tx: Tx, index: Uint8Array) {
  return tx.one(
    sql`select person, password_hash, confirmed_at is not null as confirmed
      from vault.account where email_index = ${index}`,
    accountRow,
  )
}

function subjectsOf(index: Buffer, address: string): Subject[] {
  return [
    { what: 'account', who: index.toString('hex') },
    { what: 'address', who: address },
  ]
}

async function admit(
  room: Strongroom,
  person: string,
  subjects: readonly Subject[],
): Promise<{ peopleRef: string }> {
  return room.db.transact(async (tx) => {
    await forgive(tx, room, subjects)
    return { peopleRef: await refFor(tx, room, 'people', person) }
  })
}

/**
 * Is this the password of this account? An account whose address nobody confirmed cannot be
 * entered: otherwise somebody could open it in another's name and wait.
 */
export async function check(room: Strongroom, asked: Knocking): Promise<CameIn> {
  const index = emailIndex(room, asked.email)
  const subjects = subjectsOf(index, asked.address)
  const wait = await spend(room, subjects, asked.now)
  if (wait) return wait
  const account = await room.db.look((tx) => accountBy(tx, index))
  const right = await room.passwords.verify(asked.password, account?.password_hash)
  if (!right || !account?.confirmed) return { wrong: true }
  return room.db.transact(async (tx) => {
    await forgive(tx, room, subjects)
    return comeIn(tx, room, account.person, { how: 'password', now: asked.now })
  })
}

async function add(
  room: Strongroom,
  asked: z.infer<typeof openInput>,
  hash: string,
): Promise<string | undefined> {
  const index = emailIndex(room, asked.email)
  return room.db.transact(async (tx) => {
    if (await accountBy(tx, index)) return undefined
    const person = await newPerson(tx, asked.now, null)
    await tx.run(sql`insert into vault.account
      (person, email_index, password_hash, language, opened_at, confirmed_at)
      values (${person}, ${index}, ${hash}, ${asked.language}, ${asked.now},
        ${asked.confirmed ? asked.now : null})`)
    await refFor(tx, room, 'account', person)
    const whose = { person, batch: null, at: asked.now, module: 'account' }
    await sealValues(tx, room, whose, [
      { field: 'account.email', class: 'account', value: asked.email.trim() },
    ])
    return person
  })
}

/**
 * Opens an account. With the right password of one that exists it gives that person, so that an
 * action may be repeated; with another password it says so to the service, which must not pass it
 * on.
 */
export async function open(
  room: Strongroom,
  asked: z.infer<typeof openInput>,
): Promise<{ peopleRef: string } | { exists: true } | Wait> {
  const index = emailIndex(room, asked.email)
  const subjects = subjectsOf(index, asked.address)
  const wait = await spend(room, subjects, asked.now)
  if (wait) return wait
  const account = await room.db.look((tx) => accountBy(tx, index))
  if (account) {
    const right = await room.passwords.verify(asked.password, account.password_hash)
    return right ? admit(room, account.person, subjects) : { exists: true }
  }
  const person = await add(room, asked, await room.passwords.hash(asked.password))
  return person ? admit(room, person, subjects) : { exists: true }
}

/** In which language somebody is written to. */
export async function setLanguage(
  room: Strongroom,
  asked: z.infer<typeof languageInput>,
): Promise<void> {
  await room.db.transact(async (tx) => {
    const person = await personOf(tx, 'people', asked.peopleRef)
    await tx.run(
      sql`update vault.account set language = ${asked.language} where person = ${person}`,
    )
  })
}

/** Whether somebody, as a service knows them, still has an account: an application signs in nobody else. */
export async function stands(room: Strongroom, module: string, ref: string): Promise<boolean> {
  const row = await room.db.look((tx) =>
    tx.one(
      sql`select true as stands from vault.ref r join vault.account a on a.person = r.person
        where r.module = ${module} and r.ref = ${ref}`,
      z.object({ stands: z.boolean() }),
    ),
  )
  return row !== undefined
}

/** What the owner of an account may know of it; null when somebody has none. */
export async function facts(room: Strongroom, peopleRef: string): Promise<AccountFacts | null> {
  return room.db.look(async (tx) => {
    const person = await personOf(tx, 'people', peopleRef)
    const row = await tx.one(
      sql`select opened_at as since, language, confirmed_at is not null as confirmed
        from vault.account where person = ${person}`,
      z.object({ since: z.string(), language: z.string(), confirmed: z.boolean() }),
    )
    return row ?? null
  })
}
