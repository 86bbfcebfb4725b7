/** What an operator does with the keys of the log; the city takes it over in its next round (docs/operate/keys.md). */
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkNote, checkpointFrom, hashText, keyText, noteFrom, parseKey } from '../log/index.ts'
import { witnessKey } from './key-files.ts'
import { checkpointIn, fileNames, hostIn, readAnnounced } from './keys.ts'
import {
  type EndedLog,
  newSigner,
  originOf,
  readSigners,
  type Signer,
  type Signers,
  writeSigners,
} from './signers.ts'

/** Days that two keys sign together before the older one may be retired (docs/protocol/record.md). */
const DAYS = 90
const DAY = 86_400_000

/** Where the keys lie, where the city is on the web, and when it is. */
export interface KeyWork {
  readonly folder: string
  readonly url: string
  readonly now: string
}

interface KeyRoom {
  readonly host: string
  readonly origin: string
  readonly signers: Signers
  readonly active: readonly Signer[]
}

function roomOf({ folder, url }: Pick<KeyWork, 'folder' | 'url'>): KeyRoom {
  const host = hostIn(folder, url)
  const signers = readSigners(folder, host, false)
  const active = signers.signers.filter(({ retired }) => retired === undefined)
  return { host, origin: originOf(host, signers.number), signers, active }
}

/** A key as the operator is shown it. */
export interface ShownKey {
  readonly vkey: string
  readonly since: string
  readonly retired?: string | undefined
  /** Since when the record names it; undefined before the city has done a round. */
  readonly announced: string | undefined
}

/** The keys of the city: those of the log, that of its witness, and the logs it ended. */
export function showKeys(of: Pick<KeyWork, 'folder' | 'url'>) {
  const { host, origin, signers } = roomOf(of)
  const announced = readAnnounced(of.folder, signers.number)
  const keys: ShownKey[] = signers.signers.map(({ vkey, since, retired }) => {
    return { vkey, since, retired, announced: announced[vkey] }
  })
  const witness = keyText(witnessKey(join(of.folder, 'witness.key'), `${host}/witness`))
  return { origin, keys, witness, before: signers.before }
}

const fileFor = (number: number, type: 1 | 6) =>
  `record-${number}-${type === 6 ? 'ml-dsa' : 'ed25519'}-${randomBytes(4).toString('hex')}.key`

/** Makes a new key beside each that signs. From the next round on both sign, and the record says so. */
export function rotateKeys(of: KeyWork): readonly string[] {
  const { origin, signers, active } = roomOf(of)
  const types = [...new Set(active.map(({ type }) => type))]
  if (active.length > types.length) {
    throw new Error('A rotation is under way already: retire the old key first.')
  }
  const since = of.now
  const added = types.map((type) =>
    newSigner(of.folder, origin, { file: fileFor(signers.number, type), type, since }),
  )
  writeSigners(of.folder, { ...signers, signers: [...signers.signers, ...added] })
  return added.map(({ vkey }) => vkey)
}

/** The older of two keys of the same kind, with the newer one: it was added behind it. */
function pairs(active: readonly Signer[]): { old: Signer; young: Signer }[] {
  return active.flatMap((old, n) => {
    const young = active.slice(n + 1).find(({ type }) => type === old.type)
    return young ? [{ old, young }] : []
  })
}

/** Retires the old keys; not before both have signed for ninety days as the record says. */
export function retireKeys(of: KeyWork): readonly string[] {
  const { signers, active } = roomOf(of)
  const announced = readAnnounced(of.folder, signers.number)
  const over = pairs(active)
  if (over.length === 0) throw new Error('There is no old key to retire: rotate first.')
  for (const { young } of over) {
    const at = announced[young.vkey]
    if (!at) throw new Error('The record does not name the new key yet: let the city do a round.')
    const earliest = Date.parse(at) + DAYS * DAY
    if (Date.parse(of.now) < earliest) {
      const day = new Date(earliest).toISOString().slice(0, 10)
      throw new Error(`Both keys sign for ${DAYS} days: the old one can be retired on ${day}.`)
    }
  }
  const retired = new Set(over.map(({ old }) => old.vkey))
  const next = signers.signers.map((one) =>
    retired.has(one.vkey) ? { ...one, retired: of.now } : one,
  )
  writeSigners(of.folder, { ...signers, signers: next })
  for (const { old } of over) rmSync(join(of.folder, old.file), { force: true })
  return [...retired]
}

function endingWith(text: string, room: KeyRoom): EndedLog {
  const note = noteFrom(text)
  const checkpoint = note && checkpointFrom(note.text)
  const vkeys = room.signers.signers.map(({ vkey }) => vkey)
  const mine = note && (checkNote(note, vkeys.map(parseKey))?.length ?? 0) > 0
  if (!checkpoint || !mine || checkpoint.origin !== room.origin) {
    throw new Error('The checkpoint is not one that this city signed.')
  }
  const { origin, size, root } = checkpoint
  return { number: room.signers.number, origin, size, root: hashText(root), note: text, vkeys }
}

/** The last checkpoint that enough witnesses cosigned, as the key folder kept it. */
function lastWitnessed(of: KeyWork, { signers }: KeyRoom): string {
  const known = signers.signers.map(({ vkey }) => parseKey(vkey))
  const kept = checkpointIn(of.folder, fileNames(signers.number).witnessed, known)
  if (kept) return kept.note
  throw new Error(
    'No checkpoint of this log was witnessed by enough. Name the one to end with: --checkpoint FILE',
  )
}

/**
 * A key is lost or stolen: the log ends at a checkpoint (the last witnessed one unless another is
 * given), and a new log with new keys begins with it at the next start.
 */
export function restartLog(of: KeyWork & { readonly checkpoint?: string | undefined }): EndedLog {
  const room = roomOf(of)
  const { signers, active, host } = room
  const ended = endingWith(of.checkpoint ?? lastWitnessed(of, room), room)
  const number = signers.number + 1
  const types = [...new Set(active.map(({ type }) => type))]
  const made = types.map((type) =>
    newSigner(of.folder, originOf(host, number), {
      file: fileFor(number, type),
      type,
      since: of.now,
    }),
  )
  writeSigners(of.folder, { v: 1, number, signers: made, before: [...signers.before, ended] })
  for (const { file } of active) rmSync(join(of.folder, file), { force: true })
  return ended
}

/** Whether this folder holds keys of a city. */
export const isKeyFolder = (folder: string): boolean => existsSync(join(folder, 'record.host'))
