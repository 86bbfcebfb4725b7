import assert from 'node:assert/strict'
import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import type { Database } from '#core/database'
import { Refusal } from '#core/kernel'
import { testDatabase } from '#test/database'
import { heicPhoto, hugePng, officeDocument, openDocument, phonePhoto } from '#test/files'
import { promise } from '#test/promise'
import { type Asked, type Files, filesMigrations, openFiles, type Upload } from './index.ts'

const now = '2026-03-02T08:00:00.000Z'
const owner = { service: 'reports', subject: 'R-1' }
const pdf = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n')
let db: Database
let folder: string
let files: Files

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'))
  db = await testDatabase([filesMigrations])
  files = await openFiles({ db, folder })
})
after(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

function send(bytes: Buffer | Readable, name: string, more: Partial<Asked> = {}): Promise<Upload> {
  const stream = Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes
  return files.take(stream, { name, kinds: ['photo', 'document'], now, field: 'photos', ...more })
}

async function bytesOf(id: string, variant?: 'thumb'): Promise<Buffer> {
  const opened = await files.read(id, variant)
  assert.ok(opened)
  const bytes = await buffer(opened.stream)
  assert.equal(bytes.length, opened.bytes)
  return bytes
}

async function onDisk(): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

async function refusedWith(code: string, ...file: Parameters<typeof send>): Promise<void> {
  const before = await onDisk()
  await assert.rejects(send(...file), (refusal: unknown) => {
    assert.ok(refusal instanceof Refusal)
    assert.equal(refusal.kind, 'invalid')
    assert.deepEqual([refusal.reasons[0]?.code, refusal.reasons[0]?.field], [code, 'photos'])
    return true
  })
  assert.deepEqual(await onDisk(), before, 'a refused file leaves nothing behind')
}

test("a photo loses the place, the owner and the camera's name before the city keeps it", async () => {
  promise('P2.8')
  const { default: sharp } = await import('sharp')
  const sent = await phonePhoto()
  assert.ok((await sharp(sent).metadata()).exif?.includes('Amina Example'), 'it was there')
  assert.ok(sent.includes('Exif'))

  const upload = await send(sent, 'Amina at home.JPG')
  assert.equal(upload.type, 'image/webp')
  assert.equal(upload.name, 'photo.webp')
  for (const variant of [undefined, 'thumb'] as const) {
    const bytes = await bytesOf(upload.id, variant)
    const seen = await sharp(bytes).metadata()
    assert.deepEqual(
      [seen.exif, seen.xmp, seen.iptc, seen.icc],
      [undefined, undefined, undefined, undefined],
    )
    assert.doesNotMatch(bytes.toString('latin1'), /Exif|EXIF|Amina|Telephone|GPS/)
  }
})

test('a photo stands upright, at most 1600 points high, with a small one of 320', async () => {
  const { default: sharp } = await import('sharp')
  const { id, width, height } = await send(await phonePhoto(2400, 1200), 'lamp.jpg')
  assert.deepEqual([width, height], [800, 1600])
  const small = await sharp(await bytesOf(id, 'thumb')).metadata()
  assert.deepEqual([small.format, small.width, small.height], ['webp', 160, 320])
})

test('photos come as png, webp, gif and avif too, small ones keep their size', async () => {
  const { default: sharp } = await import('sharp')
  const create = { width: 40, height: 30, channels: 3, background: 'teal' } as const
  for (const format of ['png', 'webp', 'gif', 'avif'] as const) {
    const sent = await sharp({ create }).toFormat(format).toBuffer()
    const upload = await send(sent, `lamp.${format}`)
    assert.deepEqual([upload.kind, upload.width, upload.height], ['photo', 40, 30])
  }
})

test('documents stay as they are, byte for byte', async () => {
  const sent: [Buffer, string, string][] = [
    [pdf, 'Plan of the square.pdf', 'application/pdf'],
    [Buffer.from('Čo je nové?\r\n\tنعم\n'), 'note.txt', 'text/plain'],
    [Buffer.from('BM,looks like a bitmap\n'), 'list.csv', 'text/csv'],
    [openDocument(), 'letter.odt', 'application/vnd.oasis.opendocument.text'],
    [
      officeDocument(),
      'letter.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ]
  for (const [bytes, name, type] of sent) {
    const upload = await send(bytes, name)
    assert.deepEqual([upload.kind, upload.type, upload.name], ['document', type, name])
    assert.deepEqual(await bytesOf(upload.id), bytes)
    assert.equal(await files.read(upload.id, 'thumb'), undefined)
  }
})

test('a file that is not what its name says is refused, whoever sends it', async () => {
  const photo = await phonePhoto(200, 100)
  await refusedWith('file-type', pdf, 'lamp.jpg')
  await refusedWith('file-type', photo, 'lamp.png')
  await refusedWith('file-type', photo, 'lamp')
  await refusedWith('file-type', Buffer.from('MZ\x90\0'), 'setup.exe')
  await refusedWith('file-type', Buffer.from('<svg onload="x()"/>'), 'lamp.svg')
  await refusedWith('file-broken', Buffer.from('<html><script>'), 'lamp.png')
  await refusedWith('file-broken', Buffer.from('a\0b'), 'note.txt')
  await refusedWith('file-broken', photo, 'note.txt')
  await refusedWith('file-type', pdf, 'plan.pdf', { kinds: ['photo'] })
})

test('a broken, an empty and an unreadable file are told apart', async () => {
  const photo = await phonePhoto(1200, 800)
  await refusedWith('file-broken', photo.subarray(0, photo.length / 2), 'lamp.jpg')
  await refusedWith('file-broken', pdf.subarray(0, 20), 'plan.pdf')
  await refusedWith('file-broken', officeDocument().subarray(0, -40), 'plan.docx')
  await refusedWith('file-empty', Buffer.alloc(0), 'lamp.jpg')
  await refusedWith('file-heic', heicPhoto(), 'IMG_1.HEIC')
  await refusedWith('file-heic', heicPhoto(), 'IMG_1.jpg')
})

test('a small file that unfolds into a picture of 2,500 million points is refused', async () => {
  await refusedWith('file-too-many-pixels', hugePng(50_000, 50_000), 'lamp.png')
  await refusedWith('file-broken', hugePng(4_000, 4_000), 'lamp.png')
})

test('a file that is too large is refused before all of it has come', async () => {
  let given = 0
  async function* endless(): AsyncGenerator<Buffer> {
    for (; given < 1000; given += 1) yield Buffer.alloc(100_000)
  }
  await refusedWith('file-too-large', Readable.from(endless()), 'lamp.jpg', { maxBytes: 1e6 })
  assert.ok(given < 50, `${given} pieces were read`)
})

test('an upload that breaks off leaves nothing behind', async () => {
  const before = await onDisk()
  async function* breaksOff(): AsyncGenerator<Buffer> {
    yield Buffer.alloc(100_000)
    throw new Error('the line went dead')
  }
  await assert.rejects(send(Readable.from(breaksOff()), 'lamp.jpg'), /went dead/)
  assert.deepEqual(await onDisk(), before)
})

test('what a killed process left half done is gone when the city opens again', async () => {
  const arriving = join(folder, 'arriving')
  await mkdir(arriving, { recursive: true })
  const machine = hostname().replace(/[^\w-]/g, '-')
  await writeFile(join(arriving, `${machine}.999999999.abc`), 'half a photo')
  await openFiles({ db, folder })
  assert.deepEqual(await readdir(arriving), [])
})

test('a file nobody claims vanishes after an hour; a claimed one stays', async () => {
  const [lost, kept] = [await send(pdf, 'lost.pdf'), await send(pdf, 'kept.pdf')]
  await db.transact((tx) => files.claim(tx, kept.id, owner))
  await files.sweep('2026-03-02T08:59:00.000Z')
  assert.ok(await files.read(lost.id))
  await files.sweep('2026-03-02T09:01:00.000Z')
  assert.equal(await files.read(lost.id), undefined)
  assert.deepEqual(await bytesOf(kept.id), pdf)
  assert.ok(!(await onDisk()).includes(lost.id))
  const listed = await db.look((tx) => files.list(tx, owner))
  assert.deepEqual(
    listed.map((file) => file.name),
    ['kept.pdf'],
  )
})

test('a claim counts only when its action does, and a file belongs to one thing alone', async () => {
  const { id } = await send(pdf, 'plan.pdf')
  const undone = db.transact(async (tx) => {
    await files.claim(tx, id, owner)
    throw new Error('a rule refused')
  })
  await assert.rejects(undone, /a rule refused/)
  assert.equal((await files.read(id))?.state, 'pending')

  await db.transact((tx) => files.claim(tx, id, owner))
  await db.transact((tx) => files.claim(tx, id, owner))
  const stolen = db.transact((tx) => files.claim(tx, id, { service: 'proposals', subject: 'P-1' }))
  await assert.rejects(stolen, Refusal)
})

test('a released file is gone at once for everybody, and its bytes with the next sweep', async () => {
  const { id } = await send(await phonePhoto(400, 300), 'lamp.jpg')
  await db.transact((tx) => files.claim(tx, id, owner))
  await db.transact((tx) => files.release(tx, id))
  assert.equal(await files.read(id), undefined)
  await files.sweep(now)
  assert.deepEqual(
    (await onDisk()).filter((name) => name.startsWith(id)),
    [],
  )
})

test('a document that the city made itself keeps its bytes and its type, and vanishes when nobody claims it', async () => {
  const bytes = Buffer.from('<!doctype html><p>A booklet</p>')
  const about = { name: 'Luzarra-edition-1.html', type: 'text/html; charset=utf-8', now }
  const [kept, left] = [await files.make(bytes, about), await files.make(bytes, about)]
  assert.deepEqual([kept.name, kept.type], [about.name, about.type])
  await db.transact((tx) => files.claim(tx, kept.id, { service: 'editions', subject: '1' }))
  await files.sweep('2026-03-02T09:00:01.000Z')
  assert.deepEqual(await bytesOf(kept.id), bytes)
  assert.equal(await files.read(left.id), undefined)
})
