/** `cityright backup` and `cityright restore`: ciphertext and keys apart, and nobody comes back who was erased. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openDatabase, sql } from '#core/database'
import { backupVault, restoreVault } from '#core/vault'
import { Command } from 'commander'
import { z } from 'zod'
import { masterOf } from '../settings-vault.ts'
import { type Settings, settingsFrom } from '../settings.ts'

interface Options {
  data?: string
  to: string
  keysTo: string
  from: string
  keysFrom: string
  json?: boolean
}

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

function vaultOf(settings: Settings) {
  const place = settings.vaultDatabaseUrl
    ? { url: settings.vaultDatabaseUrl }
    : { folder: join(settings.data, 'vault') }
  return { ...place, ...masterOf(settings), keys: settings.keys }
}

/** PostgreSQL's own tools copy the city's database; they have to be on the path. */
function postgresTool(tool: string, args: readonly string[]): void {
  const { status, error, stderr } = spawnSync(tool, [...args], { encoding: 'utf8' })
  if (status === 0) return
  throw new Error(`${tool} did not work: ${error?.message ?? stderr.trim()}`)
}

/** The city's database and files: no personal data of identified people, and no keys. */
function backupCity({ databaseUrl, data }: Settings, folder: string): void {
  if (databaseUrl) {
    const file = join(folder, 'city.dump')
    postgresTool('pg_dump', ['--format=custom', `--file=${file}`, databaseUrl])
  } else if (existsSync(join(data, 'city'))) {
    cpSync(join(data, 'city'), join(folder, 'city'), { recursive: true })
  }
  for (const name of ['files', 'record']) {
    const from = join(data, name)
    if (existsSync(from)) cpSync(from, join(folder, name), { recursive: true })
  }
}

/** Whether a city works there: the first thing that every city does is to write on its record. */
async function hasRecord(url: string): Promise<boolean> {
  const db = await openDatabase({ url })
  try {
    const row = await db.look((tx) =>
      tx.one(
        sql`select to_regclass('record.outbox') is not null as there`,
        z.object({ there: z.boolean() }),
      ),
    )
    return row?.there ?? false
  } finally {
    await db.close()
  }
}

/** A folder is there whole or not at all: what was copied gets its name when all of it is. */
function copyWhole(from: string, to: string): void {
  rmSync(`${to}.part`, { recursive: true, force: true })
  cpSync(from, `${to}.part`, { recursive: true })
  if (existsSync(to)) rmdirSync(to)
  renameSync(`${to}.part`, to)
}

/** Everything beside the vault; what an earlier, stopped restore brought back already stays. */
async function restoreCity(
  { databaseUrl, data }: Settings,
  folder: string,
  goesOn: boolean,
): Promise<void> {
  const [dump, city] = [join(folder, 'city.dump'), join(folder, 'city')]
  if (databaseUrl && existsSync(dump)) {
    const whole = ['--no-owner', '--single-transaction', `--dbname=${databaseUrl}`, dump]
    if (!goesOn || !(await hasRecord(databaseUrl))) postgresTool('pg_restore', whole)
  }
  const inFolder = databaseUrl ? ['files', 'record'] : ['city', 'files', 'record']
  if (databaseUrl && existsSync(city)) throw new Error(`${city} is of an embedded database`)
  for (const name of inFolder) {
    const [from, to] = [join(folder, name), join(data, name)]
    if (!existsSync(from)) continue
    const isThere = existsSync(to) && readdirSync(to).length > 0
    if (isThere && !goesOn) throw new Error(`${to} is not empty`)
    if (!isThere) copyWhole(from, to)
  }
}

function tell({ json }: Options, facts: object, lines: readonly string[]): void {
  process.stdout.write(`${json ? JSON.stringify(facts) : lines.join('\n')}\n`)
}

async function backup(options: Options): Promise<void> {
  const settings = settingsFrom(process.env, options)
  const of = { to: resolve(options.to), keysTo: resolve(options.keysTo) }
  const done = await backupVault(vaultOf(settings), {
    ...of,
    now: new Date().toISOString(),
    beside: (folder) => backupCity(settings, folder),
  })
  tell(options, done, [
    `${done.rows} rows without their keys: ${done.folder}`,
    `${done.keys} wrapped keys, and the key folder: ${done.keyFolder}`,
    ...done.pruned.map((name) => `Keys that were older than thirty days are gone: ${name}`),
    'Bring the two to different places.',
  ])
}

async function restore(options: Options): Promise<void> {
  const settings = settingsFrom(process.env, options)
  const of = { from: resolve(options.from), keysFrom: resolve(options.keysFrom), log }
  const beside = (goesOn: boolean) => restoreCity(settings, of.from, goesOn)
  const done = await restoreVault(vaultOf(settings), { ...of, beside })
  tell(options, done, [
    `${done.rows} rows and ${done.keys} keys are back; ${done.erasedAgain} erasures were done again.`,
    'What the public record needs before it signs: docs/operate/keys.md.',
  ])
}

/** `cityright backup`. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('copies the city: data to one folder, keys to another')
    .requiredOption('--to <dir>', 'folder for the data')
    .requiredOption('--keys-to <dir>', 'folder for the keys, on another disk')
    .option('--data <dir>', 'folder of the embedded databases; stop the city first')
    .option('--json', 'answer for machines')
    .action((options: Options) => backup(options))
}

/** `cityright restore`. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('brings a copy back into empty databases; whoever was erased since stays erased')
    .requiredOption('--from <dir>', 'a copy that backup made')
    .requiredOption('--keys-from <dir>', 'the keys that were copied with it')
    .option('--data <dir>', 'folder of the embedded databases')
    .option('--json', 'answer for machines')
    .action((options: Options) => restore(options))
}
