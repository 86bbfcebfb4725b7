/**
 * What the vault's process may do to the machine: Node's permission model with its own folders and
 * nothing else (privacy-record.md 2.4). No child process, no addon, no file of the city.
 */
import { mkdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lockReadings } from '#core/database'
import type { ServerSettings } from '../server/main.ts'

/** What Node says of `--allow-worker`, which is known, and of taking out types, which only tests do. */
const QUIET = ['PERM0006', 'ExperimentalWarning'].map((which) => `--disable-warning=${which}`)

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The program itself: this build or this source, and what it is made with. */
function programs(): string[] {
  const source = import.meta.url.endsWith('.ts')
  const parts = source ? ['src', 'scripts', 'node_modules'] : ['dist', 'node_modules']
  return [...parts, 'package.json'].map((part) => join(root, part))
}

/** Certificates that an address of PostgreSQL names (libpq, "SSL Support"), and its file of passwords. */
function filesOf(url: string): string[] {
  const asked = new URL(url).searchParams
  const named = ['sslcert', 'sslkey', 'sslrootcert'].map((name) => asked.get(name))
  const passwords = process.env['PGPASSFILE'] ?? join(homedir(), '.pgpass')
  return [...named, passwords].flatMap((file) => (file ? [resolve(file)] : []))
}

/** A folder under both its names, when it lies behind a link: Node compares what it is given. */
const bothNames = (path: string): string[] => {
  const full = resolve(path)
  try {
    return [...new Set([full, realpathSync(full)])]
  } catch {
    return [full]
  }
}

/**
 * Node forgets a folder itself, though not what lies in it, when another path that begins like it is
 * allowed (`vault` and `vault.sock`): then all that begins like it is.
 */
function written(paths: readonly string[]): string[] {
  const all = [...new Set(paths.flatMap(bothNames))]
  const begins = (path: string) =>
    all.some((other) => other.startsWith(path) && !['', '/'].includes(other.charAt(path.length)))
  const wide = all.filter(begins)
  const covered = (path: string) => wide.some((one) => path !== one && path.startsWith(one))
  return all.filter((path) => !covered(path)).map((path) => (begins(path) ? `${path}*` : path))
}

/** Makes the folders a vault works in: it may make none beside them itself. */
export function makeRoom({ folder, keys, socket }: ServerSettings): void {
  if (folder) mkdirSync(folder, { recursive: true, mode: 0o700 })
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  mkdirSync(dirname(socket), { recursive: true })
}

/**
 * The flags of a vault's process. The embedded database works in a thread, which takes these limits
 * over; on PostgreSQL there are no threads either.
 */
export function confinement(settings: ServerSettings): string[] {
  const { url, folder, keys, socket, passphraseFile, transitTokenFile } = settings
  const own = [...(folder && !url ? [folder] : []), keys]
  const looked = [
    ...programs(),
    ...own,
    socket,
    ...[passphraseFile, transitTokenFile].filter((file) => file !== undefined),
    ...(url ? filesOf(url) : []),
    ...(folder && !url ? lockReadings(folder) : []),
  ]
  const allow = (what: string, paths: readonly string[]) =>
    written(paths).map((path) => `--allow-fs-${what}=${path}`)
  return [
    '--permission',
    ...allow('read', looked),
    ...allow('write', [...own, socket]),
    ...(folder && !url ? ['--allow-worker'] : []),
    ...QUIET,
  ]
}
