/** The keys a city signs its discovery document with: one file in the key folder, made at the first start. */
import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { DiscoverySigner } from './sign.ts'

const File = z.array(z.object({ kid: z.string(), notBefore: z.string(), pem: z.string() })).min(1)
type Kept = z.infer<typeof File>

const FILE = 'discovery.keys'

function written(folder: string): Kept | undefined {
  try {
    return File.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')))
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined
    throw failure
  }
}

function newKey(kid: string, notBefore: string): Kept[number] {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { kid, notBefore, pem: String(privateKey.export({ format: 'pem', type: 'pkcs8' })) }
}

/** `2026a`, `2026b` … the year and a letter: short enough to be read aloud. */
function nextKid(keys: Kept, now: string): string {
  const year = now.slice(0, 4)
  const used = keys.filter(({ kid }) => kid.startsWith(year)).length
  return `${year}${used < 26 ? String.fromCharCode(97 + used) : used}`
}

function draft(folder: string, keys: Kept): string {
  const path = join(folder, `${FILE}.${randomBytes(6).toString('hex')}`)
  writeFileSync(path, JSON.stringify(keys), { flag: 'wx', mode: 0o600, flush: true })
  return path
}

function firstKeys(folder: string, now: string): Kept {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mine = draft(folder, [newKey(nextKid([], now), now)])
  try {
    linkSync(mine, join(folder, FILE))
  } catch (failure) {
    if (!written(folder)) throw failure
  } finally {
    rmSync(mine, { force: true })
  }
  return written(folder) ?? []
}

const signerOf = ({ kid, notBefore, pem }: Kept[number]): DiscoverySigner => ({
  kid,
  notBefore,
  privateKey: createPrivateKey(pem),
})

/** The keys of a city, oldest first. Of two processes that make the first one, one wins and both use it. */
export function openDiscoveryKeys(folder: string, now: string): readonly DiscoverySigner[] {
  return (written(folder) ?? firstKeys(folder, now)).map(signerOf)
}

/** Adds a key that signs from `now` on; the one before signs the change. */
export function rotateDiscoveryKey(folder: string, now: string): DiscoverySigner {
  const keys = written(folder) ?? firstKeys(folder, now)
  const made = newKey(nextKid(keys, now), now)
  renameSync(draft(folder, [...keys, made]), join(folder, FILE))
  return signerOf(made)
}

/** Who signs at this moment, and who did before. */
export function signersAt(
  keys: readonly DiscoverySigner[],
  now: string,
): { readonly signer: DiscoverySigner | undefined; readonly before: DiscoverySigner | undefined } {
  const valid = keys.filter(({ notBefore }) => Date.parse(notBefore) <= Date.parse(now))
  return { signer: valid.at(-1), before: valid.at(-2) }
}
