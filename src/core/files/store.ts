import { z } from 'zod'
import { sql, type Statement, type Tx } from '#core/database'
import type { Owner, Upload } from './model.ts'

const FileRow = z.object({
  id: z.string(),
  state: z.enum(['pending', 'kept']),
  kind: z.enum(['photo', 'document']),
  type: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  name: z.string(),
  thumb_bytes: z.number().nullable(),
  thumb_sha256: z.string().nullable(),
  service: z.string().nullable(),
  subject: z.string().nullable(),
})

/** One file as the city database knows it. */
export type FileRow = z.infer<typeof FileRow>

const columns: Statement = sql`id, state, kind, type, bytes, sha256, width, height, name,
  thumb_bytes, thumb_sha256, service, subject`

/** A file that came in and waits to be claimed. */
export async function addFile(
  tx: Tx,
  file: Upload & { sha256: string; thumb: { bytes: number; sha256: string } | null },
  now: string,
): Promise<void> {
  await tx.run(sql`
    insert into files.file (id, state, kind, type, bytes, sha256, width, height, name,
      thumb_bytes, thumb_sha256, at)
    values (${file.id}, 'pending', ${file.kind}, ${file.type}, ${file.bytes}, ${file.sha256},
      ${file.width}, ${file.height}, ${file.name},
      ${file.thumb?.bytes ?? null}, ${file.thumb?.sha256 ?? null}, ${now})`)
}

/** The file with this id, unless it was released. */
export function readFileRow(tx: Tx, id: string): Promise<FileRow | undefined> {
  return tx.one(
    sql`select ${columns} from files.file where id = ${id} and state <> 'released'`,
    FileRow,
  )
}

/** The files kept for one subject, oldest first. */
export function listFiles(tx: Tx, owner: Owner): Promise<FileRow[]> {
  const { service, subject } = owner
  return tx.many(
    sql`select ${columns} from files.file
      where service = ${service} and subject = ${subject} and state = 'kept' order by id`,
    FileRow,
  )
}

/** Makes a waiting file part of something; 0 when it does not wait any more. */
export function keepFile(tx: Tx, id: string, owner: Owner): Promise<FileRow | undefined> {
  const { service, subject } = owner
  return tx.one(
    sql`update files.file set state = 'kept', service = ${service}, subject = ${subject}
      where id = ${id} and (state = 'pending'
        or (state = 'kept' and service = ${service} and subject = ${subject}))
      returning ${columns}`,
    FileRow,
  )
}

/** Lets a file go. */
export function releaseFile(tx: Tx, id: string): Promise<number> {
  return tx.run(sql`update files.file set state = 'released' where id = ${id}`)
}

const Id = z.object({ id: z.string() })

/** Releases what waited too long and names what is to be removed, oldest first. */
export async function releaseOld(tx: Tx, before: string, most: number): Promise<string[]> {
  await tx.run(sql`
    update files.file set state = 'released' where state = 'pending' and at < ${before}`)
  const released = await tx.many(
    sql`select id from files.file where state = 'released' order by at limit ${most}`,
    Id,
  )
  return released.map((row) => row.id)
}

/** Forgets a file whose bytes are gone. */
export function forgetFile(tx: Tx, id: string): Promise<number> {
  return tx.run(sql`delete from files.file where id = ${id} and state = 'released'`)
}
