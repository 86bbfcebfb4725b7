/** The vault's process reaches its own folders, and nothing else of the machine. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promise } from '#test/promise'
import { openVault, type Vault } from './index.ts'
import { keptLog } from './testing.ts'
import { newPlace, type Place } from './testing-vault.ts'

let place: Place
let vault: Vault
before(async () => {
  place = await newPlace()
  // As in a city: the socket beside the folder, with a name that begins alike.
  const socket = join(place.root, 'data', 'vault.sock')
  vault = await openVault({ ...place, socket, fork: true, log: keptLog() })
  mkdirSync(join(place.root, 'data', 'files'), { recursive: true })
  writeFileSync(join(place.root, 'data', 'files', 'photo'), 'of the city')
})
after(async () => {
  await vault.close()
  await place.remove()
})

/** What a program tries that took the vault over, each by itself; it says what became of each. */
const TAKEN_OVER = `
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { Worker } from 'node:worker_threads'
const [, , root, keys] = process.argv
const tries = {
  ownKeys: () => readdirSync(keys),
  ownNote: () => writeFileSync(keys + '/note', ''),
  accounts: () => readFileSync('/etc/passwd'),
  fileOfTheCity: () => readFileSync(root + '/data/files/photo'),
  neighbours: () => readdirSync(root),
  environmentOfTheCity: () => readFileSync('/proc/' + process.ppid + '/environ'),
  elsewhere: () => writeFileSync(root + '/elsewhere', ''),
  program: () => writeFileSync(process.argv[1] + '/../../../package.json', ''),
  child: () => spawnSync('true'),
  thread: () => new Worker('', { eval: true }),
  addon: () => process.dlopen({ exports: {} }, '/lib/none.node'),
}
const said = {}
for (const [name, attempt] of Object.entries(tries)) {
  try {
    attempt()
    said[name] = 'done'
  } catch (failure) {
    said[name] = failure.code
  }
}
console.log(JSON.stringify(said))
`

/** The flags that the running vault was started with. */
function flagsOf(pid: number): string[] {
  const [, ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  return words.filter((word) => /^--(?:permission|allow-)/.test(word))
}

test(
  'whoever takes the vault over can read no file of the city, write none, and start no program',
  {
    skip: process.platform !== 'linux' && 'flags of a running process are read in /proc',
  },
  () => {
    promise('P2.1', 'P2.35')
    assert.ok(vault.pid)
    const flags = flagsOf(vault.pid)
    const file = join(place.keys, 'taken-over.mjs')
    writeFileSync(file, TAKEN_OVER)
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [...flags, file, place.root, place.keys],
      {
        encoding: 'utf8',
      },
    )
    assert.deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), {
      ownKeys: 'done',
      ownNote: 'done',
      accounts: 'ERR_ACCESS_DENIED',
      fileOfTheCity: 'ERR_ACCESS_DENIED',
      neighbours: 'ERR_ACCESS_DENIED',
      environmentOfTheCity: 'ERR_ACCESS_DENIED',
      elsewhere: 'ERR_ACCESS_DENIED',
      program: 'ERR_ACCESS_DENIED',
      child: 'ERR_ACCESS_DENIED',
      thread: place.folder ? 'done' : 'ERR_ACCESS_DENIED',
      addon: 'ERR_DLOPEN_DISABLED',
    })
  },
)

/** Sockets of TCP that wait for callers, by their inode (proc(5)). */
const listening = () =>
  ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([, , , state, , , , , , inode]) => (state === '0A' && inode ? [inode] : [])),
  )

/** Where an open file of a process leads to; one that was closed meanwhile, nowhere. */
function leadsTo(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

/** The inodes of the sockets that a process has open. */
const socketsOf = (pid: number) =>
  readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(leadsTo(`/proc/${pid}/fd/${fd}`)) ?? []
    return inode ? [inode] : []
  })

test(
  'the vault is called by its Unix socket alone: it waits at no port',
  { skip: process.platform !== 'linux' && 'sockets of a running process are read in /proc' },
  async () => {
    promise('P2.35')
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const own = socketsOf(process.pid)
    const isFound = listening().some((one) => own.includes(one))
    server.close()
    assert.ok(isFound, 'a port would be found')
    assert.ok(vault.pid)
    const its = socketsOf(vault.pid)
    assert.ok(its.length > 0)
    assert.deepEqual(
      listening().filter((one) => its.includes(one)),
      [],
    )
  },
)
