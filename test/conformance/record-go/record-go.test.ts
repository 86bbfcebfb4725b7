/** A program that we did not write checks our log: Go's sumdb/note and sumdb/tlog (README.md). */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import {
  checkpointText,
  emptyEdge,
  grown,
  keyText,
  noteText,
  proofText,
  readInclusion,
  rootAt,
  type SignatureType,
  signerKey,
  signLine,
} from '#core/record/log'

const GOPATH = '/usr/share/gocode'
const hasGo =
  spawnSync('go', ['version']).status === 0 &&
  existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog'))
const skip = hasGo ? false : 'golang-go and golang-golang-x-mod-dev (Debian) are not installed'
const folder = mkdtempSync(join(tmpdir(), 'cityright-go-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const ORIGIN = 'luzarra.example/record'
const made = (name: string, type: SignatureType) =>
  signerKey(
    name,
    type,
    type === 6
      ? generateKeyPairSync('ml-dsa-44').privateKey
      : generateKeyPairSync('ed25519').privateKey,
  )
const log = made(ORIGIN, 1)
const quantum = made(ORIGIN, 6)
const witnesses = ['a', 'b', 'c'].map((name) => made(`${name}.example/witness`, 4))
const policy = join(folder, 'policy')
writeFileSync(
  policy,
  [
    `log ${keyText(log)}`,
    ...witnesses.map((key, n) => `witness w${n} ${keyText(key)}`),
    'group near 2 w0 w1 w2\nquorum near\n',
  ].join('\n'),
)

const entryNumber = (n: number, forged: boolean) =>
  Buffer.from(`{"d":{"${forged ? 'm' : 'n'}":${n}}}`)

/** A log in a folder, cosigned by two of three; one entry of it may be forged. */
function write(
  name: string,
  size: number,
  forged = -1,
  signers = [log, quantum, ...witnesses.slice(1)],
) {
  const entries = Array.from({ length: size }, (_, n) => entryNumber(n, n === forged))
  const { edge, files } = grown(emptyEdge, entries)
  const text = checkpointText({ origin: ORIGIN, size, root: rootAt(edge) })
  const lines = signers.map((key) => signLine(key, text, 1_700_000_000))
  const where = join(folder, name)
  for (const { path, bytes } of [
    ...files,
    { path: 'checkpoint', bytes: Buffer.from(noteText({ text, lines })) },
  ]) {
    mkdirSync(dirname(join(where, path)), { recursive: true })
    writeFileSync(join(where, path), bytes)
  }
  return where
}

const program = join(folder, 'record-go')
if (hasGo) {
  const source = join(import.meta.dirname, 'main.go')
  const env = { ...process.env, GO111MODULE: 'off', GOPATH, CGO_ENABLED: '0' }
  const built = spawnSync('go', ['build', '-o', program, source], {
    env: { ...env, GOCACHE: join(folder, 'cache') },
    encoding: 'utf8',
  })
  assert.equal(built.status, 0, built.stderr)
}

const holds = (...args: string[]) => spawnSync(program, args, { encoding: 'utf8' })
const accepted = (...args: string[]) => {
  const { status, stderr } = holds(...args)
  assert.equal(status, 0, `${args.join(' ')}: ${stderr}`)
}
const refused = (...args: string[]) => assert.equal(holds(...args).status, 1, args.join(' '))

test('Go accepts our log at every size at which its tiles change shape', { skip }, () => {
  for (const size of [1, 2, 3, 255, 256, 257, 511, 512, 513, 65_536, 70_000]) {
    accepted('log', write(`size-${size}`, size), policy)
  }
})

test('Go sees that our log only grew, and that a fork or a smaller log did not', { skip }, () => {
  const old = join(write('old', 257), 'checkpoint')
  accepted('log', write('grown', 513), policy, old)
  refused('log', write('fork', 513, 20), policy, old)
  refused('log', write('smaller', 256), policy, old)
})

test('Go refuses a log in which anything was changed', { skip }, () => {
  const changes: [string, string, (bytes: Buffer) => Uint8Array][] = [
    ['flipped', 'tile/entries/001', (b) => b.fill('8', 11, 12)],
    ['cut', 'tile/entries/001', (b) => b.subarray(0, -1)],
    ['swapped', 'tile/0/001', () => readFileSync(join(folder, 'size-513', 'tile/0/000'))],
    ['partial', 'tile/0/002.p/1', (b) => b.fill(0, 0, 1)],
    ['root', 'checkpoint', (b) => Buffer.from(b.toString().replace('\n513\n', '\n514\n'))],
  ]
  write('size-513', 513)
  for (const [name, path, change] of changes) {
    const where = write(name, 513)
    writeFileSync(join(where, path), change(readFileSync(join(where, path))))
    refused('log', where, policy)
  }
  refused('log', write('unwitnessed', 3, -1, [log, ...witnesses.slice(2)]), policy)
  refused('log', write('unsigned', 3, -1, witnesses), policy)
  refused('log', write('stranger', 3, -1, [made(ORIGIN, 1), ...witnesses]), policy)
})

test('Go checks a proof file of ours offline, and refuses a wrong leaf', { skip }, async () => {
  for (const [size, index] of [
    [1, 0],
    [257, 256],
    [70_000, 12_345],
  ] as const) {
    const where = write(`proved-${size}`, size)
    const path = await readInclusion(
      (p) => Promise.resolve(readFileSync(join(where, p))),
      index,
      size,
    )
    const checkpoint = readFileSync(join(where, 'checkpoint'), 'utf8')
    const file = join(folder, `${size}.tlog-proof`)
    const proof = { index, path, checkpoint }
    writeFileSync(file, proofText({ ...proof, extra: { entry: entryNumber(index, false) } }))
    accepted('proof', file, policy)
    writeFileSync(file, proofText({ ...proof, extra: { entry: entryNumber(index, true) } }))
    refused('proof', file, policy)
  }
})
