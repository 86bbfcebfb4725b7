/**
 * Runs a script of this project with DATABASE_URL set: to what it is already, or to a PostgreSQL 15 started for it.
 *
 *   node scripts/run.mjs scripts/with-postgres.mjs [--durable] [--source] FILE [ARG ...]
 *
 * The server is started in a temporary folder, by an unprivileged user, on a free port of this machine alone, and
 * taken away at the end. Without --durable it does not wait for the disk: right for tests, wrong for measuring.
 */
import { spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './build/inputs.mjs'
import { placeOfRun } from './testing/place.mjs'

const BIN = [
  '/usr/lib/postgresql/15/bin',
  '/usr/pgsql-15/bin',
  '/opt/homebrew/opt/postgresql@15/bin',
].find((folder) => existsSync(join(folder, 'initdb')))
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

const argv = process.argv.slice(2)
const durable = argv[0] === '--durable'
const command = durable ? argv.slice(1) : argv

function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** PostgreSQL refuses to run as root: the user it runs as instead, or undefined when we are nobody special. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' })
    if (uid.status === 0 && gid.status === 0)
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  return giveUp('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.')
}

/** Nobody listens there, and the system gives it to nobody else before the server does: see test/free-port.ts. */
async function freePort() {
  for (;;) {
    const port = randomInt(12_000, 32_000)
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await new Promise((resolve) => {
      probe.once('listening', () => probe.close(() => resolve(true)))
      probe.once('error', () => resolve(false))
    })
    if (isFree) return port
  }
}

function initialise(folder, who) {
  const args = [
    '-D',
    folder,
    '-U',
    'cityright',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]
  const made = spawnSync(join(BIN, 'initdb'), args, { ...who, cwd: '/', encoding: 'utf8' })
  if (made.status !== 0) giveUp(`initdb failed: ${made.stderr || made.error}`)
}

async function startServer(folder, who) {
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'max_connections=200',
  ]
  const args = [
    '-D',
    folder,
    ...[...settings, ...(durable ? [] : FAST)].flatMap((setting) => ['-c', setting]),
  ]
  const server = spawn(join(BIN, 'postgres'), args, {
    ...who,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  server.stderr.on('data', (chunk) => (said = (said + chunk).slice(-4000)))
  for (let tries = 0; tries < 1200; tries += 1) {
    const ready = spawnSync(join(BIN, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)])
    if (ready.status === 0)
      return { server, url: `postgres://cityright@127.0.0.1:${port}/postgres` }
    if (server.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  server.kill('SIGQUIT')
  return giveUp(`PostgreSQL did not start: ${said}`)
}

function runWith(url) {
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), ...command], {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: url, ...(BIN ? { POSTGRES_BIN: BIN } : {}) },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}

async function withOwnServer() {
  if (!BIN)
    giveUp(
      'No PostgreSQL 15 here: set DATABASE_URL, or install it (on Debian: apt-get install postgresql-15).',
    )
  const who = unprivileged()
  const place = durable ? mkdtempSync(join(tmpdir(), 'cityright-postgres-')) : placeOfRun()
  const folder = join(place, 'data')
  mkdirSync(folder, { mode: 0o700 })
  if (who) for (const path of [place, folder]) chownSync(path, who.uid, who.gid)
  initialise(folder, who)
  const { server, url } = await startServer(folder, who)
  const stopped = new Promise((resolve) => server.once('exit', resolve))
  try {
    return await runWith(url)
  } finally {
    server.kill('SIGINT')
    await stopped
    rmSync(place, { recursive: true, force: true })
  }
}

if (command.length === 0) giveUp('usage: with-postgres.mjs [--durable] [--source] FILE [ARG ...]')
process.exit(
  process.env.DATABASE_URL ? await runWith(process.env.DATABASE_URL) : await withOwnServer(),
)
