import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '#core/database'
import { newId, Refusal } from '#core/kernel'
import { arrive, clear, clearLeftOvers, draft, TooLarge } from './arrive.ts'
import { bucketShelf } from './bucket.ts'
import { type Area, coverPhoto } from './cover.ts'
import { folderShelf } from './folder.ts'
import { inspect, refusedFile } from './inspect.ts'
import type { Arrived, Asked, Files, Making, Opened, Upload } from './model.ts'
import { safeName } from './names.ts'
import { lying, type Ready, ready } from './ready.ts'
import { arrivedAt } from './pass.ts'
import type { S3Settings } from './s3.ts'
import { type Scanner, scannerAt } from './scan.ts'
import type { Shelf } from './shelf.ts'
import * as store from './store.ts'

/** Where files are kept: in a folder of this machine, or in a bucket spoken to by the S3 API. */
export interface FilesSettings {
  readonly db: Database
  /** Holds the files themselves, or, with `s3`, only what is just coming in. */
  readonly folder: string
  readonly s3?: S3Settings
  /** Where ClamAV listens; absent: nobody looks for viruses. */
  readonly clamd?: string | undefined
}

/** 20 MB, as people count them. */
const MOST_BYTES = 20_000_000
const HOUR = 3_600_000
const AT_ONCE = 200

type Place = FilesSettings & { readonly shelf: Shelf; readonly scanner: Scanner | undefined }

async function comesIn(stream: Readable, path: string, asked: Asked): Promise<void> {
  const most = asked.maxBytes ?? MOST_BYTES
  try {
    const bytes = await arrive(stream, path, most)
    if (bytes === 0) throw refusedFile('file-empty', asked.field)
  } catch (failure) {
    if (!(failure instanceof TooLarge)) throw failure
    throw refusedFile('file-too-large', asked.field, { most: Math.floor(most / 1e6) })
  }
}

/** The row first, then the bytes: whatever happens between them, the sweep knows what to remove. */
async function keep({ db, shelf }: Place, made: Ready, now: string): Promise<Upload> {
  const { main, thumb, ...about } = made
  const upload = { ...about, id: newId(now), bytes: main.bytes }
  const row = { ...upload, sha256: main.sha256, thumb: thumb ?? null }
  await db.transact((tx) => store.addFile(tx, row, now))
  try {
    await shelf.put(upload.id, main.path, made.type)
    if (thumb) await shelf.put(`${upload.id}.thumb`, thumb.path, made.type)
    return upload
  } catch (failure) {
    await db.transact((tx) => store.releaseFile(tx, upload.id))
    throw failure
  }
}

async function take(place: Place, stream: Readable, asked: Asked): Promise<Upload> {
  const drafts = [await draft(place.folder), await draft(place.folder), await draft(place.folder)]
  const [raw = '', main = '', thumb = ''] = drafts
  try {
    const type = await looked(place, stream, raw, asked)
    return await keep(place, await ready(type, asked, { raw, main, thumb }), asked.now)
  } finally {
    await Promise.all(drafts.map(clear))
  }
}

/** Lets a file in and looks what it is, and whether it is harmful. */
async function looked(place: Place, stream: Readable, path: string, asked: Asked) {
  await comesIn(stream, path, asked)
  const type = await inspect(path, asked)
  await place.scanner?.(path, asked.field)
  return type
}

async function pass<T>(
  place: Place,
  stream: Readable,
  asked: Asked,
  use: (arrived: Arrived) => Promise<T>,
): Promise<T> {
  const path = await draft(place.folder)
  try {
    const type = await looked(place, stream, path, asked)
    return await use(await arrivedAt(path, type, asked.name))
  } finally {
    await clear(path)
  }
}

async function make(place: Place, bytes: Uint8Array, about: Making): Promise<Upload> {
  const path = await draft(place.folder)
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 })
    const { type, now } = about
    const none = { width: null, height: null }
    const name = safeName(about.name)
    return await keep(
      place,
      { kind: 'document', type, name, ...none, main: await lying(path) },
      now,
    )
  } finally {
    await clear(path)
  }
}

function uploadOf(row: store.FileRow): Upload {
  const { id, kind, type, bytes, name, width, height } = row
  return { id, kind, type, bytes, name, width, height }
}

async function read(
  { db, shelf }: Place,
  id: string,
  variant: 'thumb' | undefined,
): Promise<Opened | undefined> {
  const row = await db.look((tx) => store.readFileRow(tx, id))
  const small = variant === 'thumb' && row?.thumb_sha256
  if (!row || (variant === 'thumb' && !small)) return undefined
  const stream = await shelf.open(small ? `${id}.thumb` : id)
  if (!stream) return undefined
  const { state, service, subject } = row
  const bytes = small ? (row.thumb_bytes ?? 0) : row.bytes
  return { ...uploadOf(row), bytes, sha256: small || row.sha256, state, service, subject, stream }
}

async function cover(place: Place, file: string, areas: readonly Area[], now: string) {
  const opened = await read(place, file, undefined)
  if (opened?.kind !== 'photo') return undefined
  const drafts = [await draft(place.folder), await draft(place.folder), await draft(place.folder)]
  const [raw = '', main = '', thumb = ''] = drafts
  try {
    await pipeline(opened.stream, createWriteStream(raw, { flags: 'wx', mode: 0o600 }))
    const size = await coverPhoto(raw, areas, { main, thumb })
    const [whole, small] = [await lying(main), await lying(thumb)]
    const about = { kind: 'photo', type: 'image/webp', name: 'photo.webp' } as const
    return await keep(place, { ...about, ...size, main: whole, thumb: small }, now)
  } finally {
    await Promise.all(drafts.map(clear))
  }
}

async function sweep({ db, shelf, folder }: Place, now: string): Promise<number> {
  await clearLeftOvers(folder)
  const before = new Date(Date.parse(now) - HOUR).toISOString()
  const ids = await db.transact((tx) => store.releaseOld(tx, before, AT_ONCE))
  for (const id of ids) {
    await shelf.remove(`${id}.thumb`)
    await shelf.remove(id)
    await db.transact((tx) => store.forgetFile(tx, id))
  }
  return ids.length
}

/** Opens the city's files; what a crash left half done in the folder is removed. */
export async function openFiles(settings: FilesSettings): Promise<Files> {
  const shelf = settings.s3 ? bucketShelf(settings.s3) : folderShelf(settings.folder)
  const scanner = settings.clamd ? scannerAt(settings.clamd) : undefined
  const place: Place = { ...settings, shelf, scanner }
  await clearLeftOvers(settings.folder)
  return {
    take: (stream, asked) => take(place, stream, asked),
    pass: (stream, asked, use) => pass(place, stream, asked, use),
    scans: scanner !== undefined,
    make: (bytes, about) => make(place, bytes, about),
    cover: (file, areas, now) => cover(place, file, areas, now),
    async claim(tx, upload, owner) {
      const kept = await store.keepFile(tx, upload, owner)
      if (!kept) throw new Refusal('invalid', ['file-gone'])
      return uploadOf(kept)
    },
    async release(tx, file) {
      await store.releaseFile(tx, file)
    },
    read: (file, variant) => read(place, file, variant),
    list: async (tx, owner) => (await store.listFiles(tx, owner)).map(uploadOf),
    sweep: (now) => sweep(place, now),
  }
}
