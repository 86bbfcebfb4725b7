/** The scanner, against a small server that speaks the protocol (clamd(8)), and against Debian's own daemon. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { testDatabase } from '#test/database'
import { filesMigrations } from './migrations.ts'
import { openFiles } from './files.ts'
import { scannerAt } from './scan.ts'

/** The harmless test file that every scanner calls a virus (eicar.org); here in two halves. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const CLAMD = '/usr/sbin/clamd'

const folder = mkdtempSync(join(tmpdir(), 'cityright-scan-'))
const servers: Server[] = []
let daemon: ChildProcess | undefined
after(async () => {
  for (const server of servers) server.close()
  if (daemon?.exitCode === null) {
    daemon.kill('SIGKILL')
    await new Promise((done) => daemon?.once('exit', done))
  }
  rmSync(folder, { recursive: true, force: true })
})

const file = (text: string | Buffer) => {
  const path = join(folder, createHash('sha256').update(text).digest('hex'))
  writeFileSync(path, text)
  return path
}

/** Takes INSTREAM as clamd does and gives this answer; tells what it was sent. */
async function daemonSaying(answer: (sent: Buffer) => string | null) {
  const seen: Buffer[] = []
  const take = (socket: Socket) => {
    let held = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      held = Buffer.concat([held, part])
      const sent = unframed(held)
      if (!sent) return
      seen.push(sent)
      const said = answer(sent)
      if (said !== null) socket.end(said)
    })
  }
  const server = createServer(take)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { place: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** What was sent, once its end came. */
function unframed(held: Buffer): Buffer | undefined {
  const hello = 'zINSTREAM\0'
  if (held.subarray(0, hello.length).toString() !== hello) return undefined
  const parts: Buffer[] = []
  for (let at = hello.length; at + 4 <= held.length;) {
    const length = held.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(held.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

test('a clean file passes after every byte of it was looked at; one with a virus is refused at its field', async () => {
  const { place, seen } = await daemonSaying((sent) =>
    sent.includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0',
  )
  const scan = scannerAt(place)
  const large = Buffer.alloc(3_000_001, 'harmless ')
  await scan(file(large), 'document')
  assert.deepEqual(seen[0], large)
  await assert.rejects(scan(file(EICAR), 'document'), (refusal: Error) => {
    assert.match(JSON.stringify(refusal), /file-infected/)
    return true
  })
})

test('silence, an error, half an answer or no daemon at all never lets a file pass', async () => {
  const odd = [
    () => null,
    () => 'INSTREAM size limit exceeded. ERROR\0',
    () => '',
    () => 'stream: O\0',
  ]
  for (const answer of odd) {
    const { place } = await daemonSaying(answer)
    await assert.rejects(scannerAt(place, 300)(file('harmless'), undefined), /scanner-down/)
  }
  await assert.rejects(scannerAt('127.0.0.1:1')(file('harmless'), undefined), /scanner-down/)
  await assert.rejects(scannerAt(join(folder, 'none.sock'))(file('x'), undefined), /scanner-down/)
})

test('what is refused leaves nothing behind in the folder where files arrive', async () => {
  const db = await testDatabase([filesMigrations])
  try {
    const { place } = await daemonSaying(() => 'stream: Eicar-Test FOUND\0')
    const files = await openFiles({ db, folder: join(folder, 'files'), clamd: place })
    const asked = { name: 'a.txt', kinds: ['document'] as const, now: '2026-03-02T09:00:00.000Z' }
    const passed: string[] = []
    const use = async () => void passed.push('passed')
    await assert.rejects(
      files.pass(Readable.from([Buffer.from(EICAR)]), asked, use),
      /file-infected/,
    )
    await assert.rejects(files.take(Readable.from([Buffer.from(EICAR)]), asked), /file-infected/)
    assert.deepEqual([passed, readdirSync(join(folder, 'files', 'arriving'))], [[], []])
  } finally {
    await db.close()
  }
})

/** Reads slowly, and says OK when so many bytes came. */
async function slowDaemon(bytes: number): Promise<string> {
  const server = createServer((socket) => {
    let seen = 0
    socket.on('data', (part) => {
      seen += part.length
      if (seen >= bytes) socket.end('stream: OK\0')
      socket.pause()
      setTimeout(() => socket.resume(), 1)
    })
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a large file goes to a daemon that reads slowly, and nothing is left waiting at the connection', async () => {
  const warned: string[] = []
  const hear = ({ name }: Error) => warned.push(name)
  process.on('warning', hear)
  const size = 50_000_000
  await scannerAt(await slowDaemon(size))(file(Buffer.alloc(size)), undefined)
  await new Promise(setImmediate)
  process.off('warning', hear)
  assert.deepEqual(warned, [])
})

/** Debian's daemon with one signature of our own: that of the test file. */
async function realDaemon(): Promise<string> {
  const signatures = join(folder, 'signatures')
  mkdirSync(signatures)
  const md5 = createHash('md5').update(EICAR).digest('hex')
  writeFileSync(join(signatures, 'own.hdb'), `${md5}:${EICAR.length}:Eicar-Own\n`)
  const socket = join(folder, 'clamd.sock')
  const config = join(folder, 'clamd.conf')
  const lines = [`DatabaseDirectory ${signatures}`, `LocalSocket ${socket}`, 'Foreground yes']
  writeFileSync(config, `${[...lines, 'StreamMaxLength 25M'].join('\n')}\n`)
  daemon = spawn(CLAMD, ['--config-file', config], { stdio: 'ignore' })
  for (let tries = 0; tries < 600 && !existsSync(socket); tries += 1) {
    assert.equal(daemon.exitCode, null, 'clamd ended at once')
    await new Promise((done) => setTimeout(done, 50))
  }
  return socket
}

test(
  "Debian's own daemon lets a clean file pass and finds the test file",
  { skip: existsSync(CLAMD) ? false : `there is no ${CLAMD}: apt-get install clamav-daemon` },
  async () => {
    const scan = scannerAt(await realDaemon())
    await scan(file(Buffer.alloc(5_000_000, 'harmless ')), undefined)
    await assert.rejects(scan(file(EICAR), 'document'), /file-infected/)
  },
)
