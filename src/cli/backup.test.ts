/** The rehearsal an operator does by command line: back up, erase somebody, lose the machine, restore. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { reveal } from '#core/vault'
import reports from '#services/reports'
import { freshDatabases, type FreshDatabases } from '#test/databases'
import { promise } from '#test/promise'
import { pino } from 'pino'
import { openCity, type OpenCity } from '../opening/open.ts'
import { settingsFrom } from '../settings.ts'

const root = mkdtempSync(join(tmpdir(), 'cityright-rehearsal-'))
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const hook = fileURLToPath(new URL('../../scripts/hook.mjs', import.meta.url))
const made: FreshDatabases[] = []
after(async () => {
  for (const one of made.toReversed()) await one.drop()
  rmSync(root, { recursive: true, force: true })
})

const BIN = '/usr/lib/postgresql/15/bin'
const path = `${existsSync(BIN) ? `${BIN}:` : ''}${process.env['PATH']}`
const [to, keysTo] = [join(root, 'copies'), join(root, 'copies-of-keys')]

type Machine = Readonly<Record<string, string>>

/** A computer of the city, with its own databases, data and keys. */
async function machine(name: string): Promise<Machine> {
  const databases = await freshDatabases(join(root, name))
  made.push(databases)
  return {
    ...databases.environment,
    DATA: join(root, name, 'data'),
    KEYS: join(root, name, 'keys'),
  }
}

async function cityright(
  on: Machine,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: '', ...on, PATH: path }
  const child = spawn(process.execPath, ['--import', hook, main, ...args], { env })
  const said = { out: '', err: '' }
  child.stdout.on('data', (part) => (said.out += String(part)))
  child.stderr.on('data', (part) => (said.err += String(part)))
  const code = await new Promise<number>((done) => child.once('close', (n) => done(n ?? -1)))
  return { code, ...said }
}

const contact = reports.purposes?.find(({ id }) => id === 'reports.confirm')
const at = new Date().toISOString()
const actor = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const

async function inCity<T>(on: Machine, work: (city: OpenCity) => Promise<T>): Promise<T> {
  const settings = settingsFrom({ DATABASE_URL: '', ...on, PORT: '0' }, { sample: false })
  const city = await openCity(settings, { work: false, log: pino({ level: 'silent' }) })
  try {
    return await work(city)
  } finally {
    await city.close()
  }
}

/** Somebody whose address is kept for a report of theirs; the account they are erased by. */
async function keeps(city: OpenCity, name: string) {
  const email = `${name}@luzarra.example`
  const said = { email, address: 'home', password: `${name} likes the harbour`, language: 'en' }
  const opened = await city.channel('account').accounts.open({ ...said, confirmed: true, now: at })
  assert.ok('peopleRef' in opened)
  const channel = city.channel('reports')
  const ref = await channel.refOf(opened.peopleRef)
  const grants = [{ purpose: contact?.id ?? '', case: `R-${name}` }]
  await channel.keep(`b-${name}`, ref, { 'contact.email': email }, grants, at)
  await channel.confirm(`b-${name}`)
  return { ref, account: opened.peopleRef }
}

async function emailOf(city: OpenCity, ref: string, name: string): Promise<string | undefined> {
  assert.ok(contact)
  const read = await city
    .channel('reports')
    .read(contact, ref, { actor, case: `R-${name}`, at })
    .catch(() => undefined)
  const email = read?.['contact.email']
  return email && reveal(email, 'mail')
}

/** Begins to restore, and is killed as soon as this file is there. */
async function killedAt(on: Machine, file: string, ...args: string[]): Promise<void> {
  const env = { ...process.env, DATABASE_URL: '', ...on, PATH: path }
  const child = spawn(process.execPath, ['--import', hook, main, ...args], { env, stdio: 'ignore' })
  const gone = new Promise((done) => child.once('close', done))
  const watch = setInterval(() => existsSync(file) && child.kill('SIGKILL'), 1)
  await gone
  clearInterval(watch)
}

test('a copy made by command line brings everybody back on another machine but who was erased since', async () => {
  promise('P2.10')
  const [old, fresh] = [await machine('old'), await machine('fresh')]
  const people = await inCity(old, async (city) => ({
    amina: await keeps(city, 'amina'),
    bruno: await keeps(city, 'bruno'),
  }))
  const copied = await cityright(old, 'backup', '--to', to, '--keys-to', keysTo, '--json')
  assert.deepEqual([copied.code, copied.err], [0, ''])
  const { folder, keyFolder } = JSON.parse(copied.out) as { folder: string; keyFolder: string }
  await inCity(old, async (city) => {
    const line = city.channel('folder')
    await line.rights.erase(await line.refOf(people.bruno.account), { decided: true, at })
    assert.equal(await emailOf(city, people.bruno.ref, 'bruno'), undefined)
  })
  // The old machine is lost; its ledger of erasures was kept elsewhere, as docs/operate/backup.md says.
  await mkdir(fresh['KEYS'] ?? '', { recursive: true, mode: 0o700 })
  const ledger = 'erasures.jsonl'
  await copyFile(join(old['KEYS'] ?? '', ledger), join(fresh['KEYS'] ?? '', ledger))
  const restore = ['restore', '--from', folder, '--keys-from', keyFolder]
  // Killed with the vault whole and the city half, on a server when it has begun: nothing starts on that.
  const begun = join(fresh['KEYS'] ?? '', 'restoring.json')
  const half = fresh['DATABASE_URL'] ? begun : join(fresh['DATA'] ?? '', 'city.part')
  await killedAt(fresh, half, ...restore)
  assert.ok(existsSync(begun) && existsSync(half), 'it was not killed half way')
  await assert.rejects(
    inCity(fresh, () => Promise.resolve()),
    /was stopped half way, so nothing starts: .* cityright restore --from/,
  )
  const restored = await cityright(fresh, ...restore)
  assert.deepEqual([restored.code, restored.err], [0, ''])
  assert.match(restored.out, /\d erasures were done again/)
  // On a server the logins of this city get passwords of this machine.
  assert.equal((await cityright(fresh, 'migrate')).code, 0)
  await inCity(fresh, async (city) => {
    assert.equal(await emailOf(city, people.amina.ref, 'amina'), 'amina@luzarra.example')
    assert.equal(await emailOf(city, people.bruno.ref, 'bruno'), undefined)
  })
  assert.ok(readdirSync(folder).length >= 2)
  const again = await cityright(fresh, ...restore)
  assert.deepEqual([again.code, /not empty/.test(again.err)], [1, true])
})
