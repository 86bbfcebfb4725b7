/** The master key in three parts, of which two make it whole: nobody holds it alone, nobody loses it alone. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotStart, openKeyFolder, readKey } from './key-folder.ts'
import { fingerprintOf, type Lock } from './passphrase.ts'
import { fileOf } from './server/masters/file-name.ts'
import { combine, type Share, split } from './shamir.ts'

const SHARES = 3
const NEEDED = 2
const NOTE = 'escrow.json'
const WORD = 'cityright-share-1'

/** What is kept of an escrow: that it was made, for which key, and for whom. Never a share. */
const noteShape = z.object({
  version: z.int().positive(),
  fingerprint: z.string(),
  made: z.iso.datetime(),
  holders: z.array(z.string()),
  /** When two holders last brought their shares together and the key was whole. */
  rehearsed: z.iso.datetime().optional(),
})

/** That an escrow was made. */
export type EscrowNote = z.infer<typeof noteShape>

const mark = (key: Uint8Array) => fingerprintOf(key).toString('hex').slice(0, 32)
const check = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)

/** A share as it is printed: for which key, which of three, the share, and a check against slips. */
function shareText(version: number, fingerprint: string, { index, bytes }: Share): string {
  const text = [WORD, version, fingerprint, index, Buffer.from(bytes).toString('hex')].join(':')
  return `${text}:${check(text)}`
}

/** Reads a share as it was printed, with whatever spaces it was typed. */
function shareFrom(typed: string): { version: number; fingerprint: string; share: Share } {
  const text = typed.replace(/\s+/g, '').toLowerCase()
  const found =
    /^(cityright-share-1:(\d{1,6}):([0-9a-f]{32}):([1-3]):([0-9a-f]{64})):([0-9a-f]{8})$/.exec(text)
  const [, said = '', version, fingerprint = '', index, bytes = '', sum] = found ?? []
  if (!found || check(said) !== sum) {
    throw new CannotStart('This share has a slip of the pen, or is none: type it again')
  }
  const share = { index: Number(index), bytes: Buffer.from(bytes, 'hex') }
  return { version: Number(version), fingerprint, share }
}

/** The newest version of the master key among the files of the folder. */
function newestIn(folder: string): number {
  let version = 1
  while (existsSync(join(folder, `${fileOf(version + 1)}.key`))) version += 1
  return version
}

/** The escrow of a key folder, if one was made. */
export function readEscrow(folder: string): EscrowNote | undefined {
  const file = join(folder, NOTE)
  if (!existsSync(file)) return undefined
  return noteShape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
}

/** Whether two of three could bring back the key that is in use now. */
export function isEscrowed(folder: string, lock: Lock): boolean {
  const version = newestIn(folder)
  const [note, key] = [readEscrow(folder), readKey(folder, fileOf(version), lock)]
  return Boolean(note && key && note.version === version && note.fingerprint === mark(key))
}

/** Makes three shares of the key in use, and notes for whom. They are shown once and kept nowhere. */
export function makeEscrow(
  folder: string,
  lock: Lock,
  of: { readonly holders: readonly string[]; readonly now: string },
): string[] {
  if (of.holders.length !== SHARES) throw new CannotStart('Name three holders, by their roles')
  const version = newestIn(folder)
  const key = readKey(folder, fileOf(version), lock)
  if (!key) throw new CannotStart(`There is no ${fileOf(version)}.key in ${folder}`)
  const fingerprint = mark(key)
  const shares = split(key, { shares: SHARES, needed: NEEDED })
  const note = { version, fingerprint, made: of.now, holders: [...of.holders] }
  writeFileSync(join(folder, NOTE), `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 })
  return shares.map((share) => shareText(version, fingerprint, share))
}

interface Whole {
  readonly version: number
  readonly fingerprint: string
  readonly key: Buffer
}

/** The key that these shares make; throws, with a sentence for who typed them, when they make none. */
function wholeFrom(typed: readonly string[]): Whole {
  const shares = typed.map(shareFrom)
  const [first] = shares
  const same = shares.every(
    (one) => one.version === first?.version && one.fingerprint === first.fingerprint,
  )
  if (!first || shares.length < NEEDED) throw new CannotStart('Two shares are needed')
  if (!same) throw new CannotStart('These shares are of two different keys')
  const key = Buffer.from(combine(shares.map(({ share }) => share)))
  if (!timingSafeEqual(Buffer.from(mark(key)), Buffer.from(first.fingerprint))) {
    throw new CannotStart('These shares do not make the key whole')
  }
  return { version: first.version, fingerprint: first.fingerprint, key }
}

/** Makes the key file whole again from two shares. What is there already is never written over. */
export function recoverKey(folder: string, lock: Lock, typed: readonly string[]): string {
  const { version, key } = wholeFrom(typed)
  openKeyFolder(folder)
  const path = join(folder, `${fileOf(version)}.key`)
  if (existsSync(path)) throw new CannotStart(`${path} is there already: move it away first`)
  writeFileSync(path, `${lock.close(key)}\n`, { flag: 'wx', mode: 0o600, flush: true })
  return path
}

/** Two holders show that they could bring the key back: it is made whole, compared, and forgotten. */
export function rehearseEscrow(folder: string, typed: readonly string[], now: string): EscrowNote {
  const { version, fingerprint, key } = wholeFrom(typed)
  key.fill(0)
  const note = readEscrow(folder)
  if (note?.version !== version || note.fingerprint !== fingerprint)
    throw new CannotStart('These shares are not of the key for which the last shares were made')
  const rehearsed = { ...note, rehearsed: now }
  writeFileSync(join(folder, NOTE), `${JSON.stringify(rehearsed, null, 2)}\n`, { mode: 0o600 })
  return rehearsed
}

/**
 * Whether two of three could bring the master key back: no shares were `none`, nobody tried them yet `made`, they
 * were brought together once `rehearsed`; `elsewhere`: a service or a security module keeps the key.
 */
export type EscrowState = 'none' | 'made' | 'rehearsed' | 'elsewhere'

/** The state of the escrow of a key the vault knows by this version and fingerprint. */
export function escrowState(
  folder: string,
  known: { readonly version: number; readonly kind: string; readonly fingerprint: Uint8Array },
): EscrowState {
  if (known.kind !== 'file') return 'elsewhere'
  const note = readEscrow(folder)
  const fingerprint = Buffer.from(known.fingerprint).toString('hex').slice(0, 32)
  if (note?.version !== known.version || note.fingerprint !== fingerprint) return 'none'
  return note.rehearsed === undefined ? 'made' : 'rehearsed'
}
