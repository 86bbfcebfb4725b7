/** An archive that is sent while it is made: its length is known beforehand, and other programs open it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { unzipped } from '#test/unzipped'
import { type Packing, zipLength, zipStream } from './zip-stream.ts'

async function* inParts(body: Uint8Array) {
  for (let at = 0; at < body.length; at += 7000) yield body.subarray(at, at + 7000)
}

const packed = (name: string, text: string): Packing => ({
  name,
  parts: () => inParts(Buffer.from(text)),
})
const stored = (name: string, body: Uint8Array, bytes = body.length): Packing => ({
  name,
  bytes,
  parts: () => inParts(body),
})

async function made(files: readonly Packing[]): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of zipStream(files, '2026-03-02')) parts.push(part)
  return Buffer.concat(parts)
}

const several = [
  packed('index.html', '<p>Who looked</p>'.repeat(20_000)),
  packed('nothing.csv', ''),
  stored('documents/1/lease.pdf', randomBytes(100_000)),
  stored('documents/2/Zeugnis Größe – شهادة.pdf', randomBytes(333)),
  stored('documents/3/empty.txt', new Uint8Array()),
]

/** Another program, which knows nothing of ours. */
function unzip(archive: Buffer, ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-zip-'))
  const file = join(folder, 'folder.zip')
  writeFileSync(file, archive)
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const [how = '-tqq', ...names] = args
  const { status, stdout } = spawnSync('unzip', [how, file, ...names], { env })
  rmSync(folder, { recursive: true })
  return { status, said: stdout }
}

const hasUnzip = spawnSync('unzip', ['-v']).status === 0
const skip = hasUnzip || process.env['CI'] === 'true' ? false : 'unzip is not installed'

test('the length that is said beforehand is the length that comes, to the byte', async () => {
  const archive = await made(several)
  assert.equal(await zipLength(several), archive.length)
  const found = unzipped(archive)
  assert.deepEqual(
    [...found.keys()],
    several.map(({ name }) => name),
  )
  assert.equal(found.get('documents/3/empty.txt'), '')
  assert.equal(await zipLength([]), (await made([])).length)
})

test('more files than an old archive can count are counted as well', async () => {
  const many = Array.from({ length: 65_540 }, (_, n) => stored(`${n}`, new Uint8Array()))
  assert.equal(await zipLength(many), (await made(many)).length)
})

test('documents are not read to say how long the archive will be', async () => {
  const parts = () => {
    throw new Error('it was read')
  }
  const large = Array.from({ length: 5 }, (_, n) => ({ name: `${n}`, bytes: 1.5e9, parts }))
  const length = await zipLength(large)
  // Five of them pass four gigabytes: the places of two, and the end, need the longer form.
  assert.equal(length, 5 * (1.5e9 + 30 + 1 + 16 + 46 + 1) + 2 * 12 + 76 + 22)
})

test('a document that is longer or shorter than was said breaks the archive', async () => {
  const body = randomBytes(10_000)
  for (const bytes of [9_999, 10_001])
    await assert.rejects(made([stored('lease.pdf', body, bytes)]), /lease.pdf is not as long/)
})

test(
  'a program that is not ours opens the archive, and finds nothing wrong',
  { skip },
  async () => {
    const archive = await made(several)
    assert.equal(unzip(archive).status, 0)
    const page = unzip(archive, '-p', 'index.html').said
    assert.equal(page.toString(), '<p>Who looked</p>'.repeat(20_000))
    assert.ok(unzip(archive, '-Z1').said.toString().includes('Zeugnis Größe – شهادة.pdf'))
    const damaged = Buffer.from(archive)
    const at = archive.indexOf('lease.pdf') + 5000
    damaged.writeUInt8(archive.readUInt8(at) ^ 1, at)
    assert.notEqual(unzip(damaged).status, 0, 'it would have said so')
  },
)
