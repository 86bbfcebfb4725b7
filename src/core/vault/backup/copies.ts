/** Folders with copies: each named after its moment, the keys apart, and under its name only when it is whole. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, isAbsolute, join, relative } from 'node:path'
import { CannotStart } from '../key-folder.ts'
import { KEY_BACKUP_DAYS } from '../server/erase.ts'

/** The files of the vault in the two folders of a copy. */
export const CIPHERTEXT = 'vault.jsonl.gz'
export const KEYS = 'keys.jsonl.gz'
/** What of the key folder goes along: master keys, their note, the key of the lines, the ledger. */
export const WANTED =
  /^(?:.+\.key|escrow\.json|erasures\.jsonl|record\.(?:signers|host|announced))$/
/** How the folder of one backup is called; until it is whole there is `.part` behind it. */
const STAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d)(\d\d)(\d\d)Z(\.part)?$/
/** Days after which half a copy is nobody's who still writes it. */
const HALF_DAYS = 1

/** Where copies go. */
export interface Places {
  readonly to: string
  readonly keysTo: string
}

/** The folders of one copy. */
export interface Copy {
  readonly folder: string
  readonly keyFolder: string
}

const stampOf = (now: string) => now.replace(/\.\d+Z$/, 'Z').replaceAll(':', '')

/** Throws when ciphertext and keys would lie in each other. */
export function refuseTogether({ to, keysTo }: Places): void {
  for (const [one, other] of [
    [to, keysTo],
    [keysTo, to],
  ] as const) {
    const inside = relative(one, other)
    if (inside.startsWith('..') || isAbsolute(inside)) continue
    throw new CannotStart(`${keysTo} and ${to} lie in each other: keep keys and ciphertext apart`)
  }
}

/** Copies that are older than so many days, and halves of those that were stopped. */
function old(folder: string, now: string, days: number): string[] {
  return readdirSync(folder).filter((name) => {
    const [, year, month, day, hours, minutes, seconds, half] = STAMP.exec(name) ?? []
    const made = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
    return made < Date.parse(now) - (half ? Math.min(days, HALF_DAYS) : days) * 86_400_000
  })
}

/**
 * Older copies of keys could open what was erased since: they end with the days a receipt promises. What a backup
 * left that was killed half way goes as well.
 */
export function prune({ to, keysTo }: Places, now: string): string[] {
  for (const name of old(to, now, Infinity)) rmSync(join(to, name), { recursive: true })
  const gone = old(keysTo, now, KEY_BACKUP_DAYS)
  for (const name of gone) rmSync(join(keysTo, name), { recursive: true })
  return gone
}

/** Copies what of a key folder goes along; done again, it brings what came or changed meanwhile. */
export function copyKeys(from: string, to: string): void {
  for (const name of readdirSync(from).filter((one) => WANTED.test(one))) {
    copyFileSync(join(from, name), join(to, name))
  }
}

/** Two new folders for what is copied now. */
export function beginCopy({ to, keysTo }: Places, now: string): Copy {
  const name = `${stampOf(now)}.part`
  const copy = { folder: join(to, name), keyFolder: join(keysTo, name) }
  for (const one of [copy.folder, copy.keyFolder]) mkdirSync(one, { recursive: true, mode: 0o700 })
  return copy
}

/** Everything is in it: both folders get their names, that of the keys first. */
export function endCopy({ folder, keyFolder }: Copy): Copy {
  const whole = (path: string) => path.replace(/\.part$/, '')
  renameSync(keyFolder, whole(keyFolder))
  renameSync(folder, whole(folder))
  return { folder: whole(folder), keyFolder: whole(keyFolder) }
}

/** Throws when there is no whole copy in these folders. */
export function requireCopy(from: string, keysFrom: string): void {
  for (const [folder, file] of [
    [from, CIPHERTEXT],
    [keysFrom, KEYS],
  ] as const) {
    if (basename(folder).endsWith('.part'))
      throw new CannotStart(`${folder} is half a copy, of a backup that was stopped: take another`)
    if (!existsSync(join(folder, file)))
      throw new CannotStart(`${folder} is no copy that backup made: ${file} is not there`)
  }
}
