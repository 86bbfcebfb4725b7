import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { Database } from '#core/database'
import { Refusal } from '#core/kernel'
import { TestBucket } from '#test/bucket'
import { testDatabase } from '#test/database'
import { phonePhoto } from '#test/files'
import { type Files, filesMigrations, openBucket, openFiles } from './index.ts'

const now = '2026-03-02T08:00:00.000Z'
const bucket = new TestBucket()
let db: Database
let folder: string
let files: Files

before(async () => {
  await bucket.open()
  folder = await mkdtemp(join(tmpdir(), 'bucket-'))
  db = await testDatabase([filesMigrations])
  files = await openFiles({ db, folder, s3: bucket.settings })
})
after(async () => {
  await db.close()
  await rm(folder, { recursive: true })
  bucket.close()
})

test('a photo goes into the bucket with its small one, every request signed, and comes back', async () => {
  const photo = Readable.from([await phonePhoto(600, 400)])
  const { id } = await files.take(photo, { name: 'lamp.jpg', kinds: ['photo'], now })
  assert.deepEqual([...bucket.objects.keys()].sort(), [
    `/city-files/${id}`,
    `/city-files/${id}.thumb`,
  ])
  assert.equal(bucket.objects.get(`/city-files/${id}`)?.type, 'image/webp')
  const opened = await files.read(id)
  assert.ok(opened)
  const bytes = await buffer(opened.stream)
  assert.equal(createHash('sha256').update(bytes).digest('hex'), opened.sha256)
})

test('what nobody claimed is removed from the bucket too', async () => {
  assert.ok(bucket.objects.size > 0)
  assert.equal(await files.sweep('2026-03-02T10:00:00.000Z'), 1)
  assert.equal(bucket.objects.size, 0)
})

test('when the bucket is down a person is told to come back, and nothing half done stays', async () => {
  bucket.broken = true
  bucket.asked = 0
  const note = Readable.from([Buffer.from('a note')])
  const sent = files.take(note, { name: 'note.txt', kinds: ['document'], now })
  await assert.rejects(sent, (refusal: unknown) => {
    return refusal instanceof Refusal && refusal.kind === 'unavailable'
  })
  assert.ok(bucket.asked > 1, 'it was tried more than once')
  bucket.broken = false
  assert.equal(await files.sweep(now), 1)
})

test('a bucket that does not accept our key says so', async () => {
  const wrong = await openFiles({
    db,
    folder,
    s3: { ...bucket.settings, secretAccessKey: 'another' },
  })
  const note = Readable.from([Buffer.from('a note')])
  const sent = wrong.take(note, { name: 'note.txt', kinds: ['document'], now })
  await assert.rejects(sent, (refusal: unknown) => {
    return refusal instanceof Refusal && String(refusal.detail).startsWith('403')
  })
})

test('objects are written whole, replaced only as the version that was seen, and listed page by page', async () => {
  const objects = openBucket(bucket.settings)
  const how = { type: 'text/plain', caching: 'no-cache' }
  for (const name of ['a/1', 'a/2', 'a/3', 'a/4', 'a/x & y', 'b/1']) {
    assert.ok(await objects.write(name, Buffer.from(name), how))
  }
  assert.deepEqual(await objects.list('a/'), ['a/1', 'a/2', 'a/3', 'a/4', 'a/x & y'])
  const first = await objects.read('a/1')
  assert.equal(Buffer.from(first?.bytes ?? []).toString(), 'a/1')
  const replacing = first?.version ?? ''
  assert.ok(await objects.write('a/1', Buffer.from('new'), { ...how, replacing }))
  assert.ok(!(await objects.write('a/1', Buffer.from('late'), { ...how, replacing })))
  assert.ok(!(await objects.write('a/1', Buffer.from('first'), { ...how, replacing: null })))
  assert.equal(Buffer.from((await objects.read('a/1'))?.bytes ?? []).toString(), 'new')
  bucket.meddle = ({ headers }) => (headers['if-match'] ? { status: 501 } : undefined)
  assert.ok(await objects.write('a/1', Buffer.from('plain'), { ...how, replacing: '"x"' }))
  bucket.meddle = () => undefined
  for (const name of await objects.list('')) await objects.remove(name)
  assert.equal(await objects.read('a/1'), undefined)
})
