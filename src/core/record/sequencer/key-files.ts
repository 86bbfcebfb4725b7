/** Files of the key folder: made once, or replaced as a whole. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type SignerKey, signerKey } from '../log/index.ts'

/** The text of a file; undefined when it is not there. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined
    throw failure
  }
}

function drafted(path: string, text: string): string {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, text, { flag: 'wx', mode: 0o600, flush: true })
  return draft
}

/** The text of a file that is made once; of two processes that make it, one wins and both read that. */
export function madeOnce(path: string, make: () => string): string {
  const known = textOf(path)
  if (known !== undefined) return known
  const draft = drafted(path, make())
  try {
    linkSync(draft, path)
  } catch (failure) {
    if (textOf(path) === undefined) throw failure
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(path, 'utf8')
}

/** Replaces a file so that it is the old one or the new one after any crash (POSIX rename). */
export function replaceWhole(path: string, text: string): void {
  renameSync(drafted(path, text), path)
}

function pem(privateKey: KeyObject): string {
  return String(privateKey.export({ format: 'pem', type: 'pkcs8' }))
}

/** A new private key in PEM: Ed25519 for the types 1 and 4, ML-DSA-44 for 6 (FIPS 204). */
export function newKey(type: 1 | 4 | 6): string {
  const pair = type === 6 ? generateKeyPairSync('ml-dsa-44') : generateKeyPairSync('ed25519')
  return pem(pair.privateKey)
}

/** An Ed25519 key of a witness in a file, made when it is missing. */
export function witnessKey(path: string, name: string): SignerKey {
  return signerKey(name, 4, createPrivateKey(madeOnce(path, () => newKey(4))))
}
