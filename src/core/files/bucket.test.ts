import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { Database } from '#core/database'
import { Refusal } from '#core/kernel'
import { testDatabase } from '#test/database'
import { phonePhoto } from '#test/files'
import { type Files, filesMigrations, openFiles, type S3Settings } from './index.ts'

const now = '2026-03-02T08:00:00.000Z'
const secretAccessKey = 'a secret of the test'
const objects = new Map<string, { bytes: Buffer; type: string }>()
let broken = false
let asked = 0
let server: Server
let settings: S3Settings
let db: Database
let folder: string
let files: Files

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

/** AWS Signature Version 4, worked out a second time and on its own. */
function signatureOf(
  request: IncomingMessage,
  signed: string,
  scope: string,
  hash: string,
): string {
  const lines = signed.split(';').map((name) => `${name}:${String(request.headers[name])}\n`)
  const parts = [request.method, request.url, '', lines.join(''), signed, hash].join('\n')
  const stamp = String(request.headers['x-amz-date'])
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(parts)].join('\n')
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`)
  return hmac(key, text).toString('hex')
}

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const line = /Credential=key\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/
  const [, scope = '', signed = '', signature] =
    line.exec(request.headers.authorization ?? '') ?? []
  const hash = String(request.headers['x-amz-content-sha256'])
  if (request.method === 'PUT' && hash !== sha256(body)) return false
  return signature === signatureOf(request, signed, scope, hash)
}

async function serve(request: IncomingMessage): Promise<{ status: number; body?: Buffer }> {
  asked += 1
  const body = await buffer(request)
  if (broken) return { status: 503, body: Buffer.from('<Error>SlowDown</Error>') }
  if (!isSigned(request, body)) return { status: 403 }
  const key = request.url ?? ''
  const type = request.headers['content-type'] ?? ''
  if (request.method === 'PUT') objects.set(key, { bytes: body, type })
  if (request.method === 'PUT') return { status: 200 }
  if (request.method === 'DELETE') return { status: objects.delete(key) ? 204 : 404 }
  const found = objects.get(key)
  return found ? { status: 200, body: found.bytes } : { status: 404 }
}

before(async () => {
  server = createServer((request, response) => {
    void serve(request).then(({ status, body }) => response.writeHead(status).end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  const endpoint = `http://127.0.0.1:${address.port}/`
  settings = { endpoint, bucket: 'city-files', accessKeyId: 'key', secretAccessKey, region: 'eu-1' }
  folder = await mkdtemp(join(tmpdir(), 'bucket-'))
  db = await testDatabase([filesMigrations])
  files = await openFiles({ db, folder, s3: settings })
})
after(async () => {
  await db.close()
  await rm(folder, { recursive: true })
  server.closeAllConnections()
  server.close()
})

test('a photo goes into the bucket with its small one, every request signed, and comes back', async () => {
  const photo = Readable.from([await phonePhoto(600, 400)])
  const { id } = await files.take(photo, { name: 'lamp.jpg', kinds: ['photo'], now })
  assert.deepEqual([...objects.keys()].sort(), [`/city-files/${id}`, `/city-files/${id}.thumb`])
  assert.equal(objects.get(`/city-files/${id}`)?.type, 'image/webp')
  const opened = await files.read(id)
  assert.ok(opened)
  const bytes = await buffer(opened.stream)
  assert.equal(sha256(bytes), opened.sha256)
})

test('what nobody claimed is removed from the bucket too', async () => {
  assert.ok(objects.size > 0)
  assert.equal(await files.sweep('2026-03-02T10:00:00.000Z'), 1)
  assert.equal(objects.size, 0)
})

test('when the bucket is down a person is told to come back, and nothing half done stays', async () => {
  broken = true
  asked = 0
  const note = Readable.from([Buffer.from('a note')])
  const sent = files.take(note, { name: 'note.txt', kinds: ['document'], now })
  await assert.rejects(sent, (refusal: unknown) => {
    return refusal instanceof Refusal && refusal.kind === 'unavailable'
  })
  assert.ok(asked > 1, 'it was tried more than once')
  broken = false
  assert.equal(await files.sweep(now), 1)
})

test('a bucket that does not accept our key says so', async () => {
  const wrong = await openFiles({ db, folder, s3: { ...settings, secretAccessKey: 'another' } })
  const note = Readable.from([Buffer.from('a note')])
  const sent = wrong.take(note, { name: 'note.txt', kinds: ['document'], now })
  await assert.rejects(sent, (refusal: unknown) => {
    return refusal instanceof Refusal && String(refusal.detail).startsWith('403')
  })
})
