/** What the folder shows of messages on its first page, and takes along. */
import type { Tx } from '#core/database'
import { type Due, listDue } from './store/dues.ts'
import { countUnread, type Listed, listOwn } from './store/lists.ts'

/** How many messages are new, and what is due next. */
export interface Brief {
  readonly unread: number
  readonly dues: readonly Due[]
}

/** Things that are due which the first page names. */
const NEXT = 5
/** Threads and things that are taken along. */
const ALL = 10_000

/** For the first page of somebody's folder. */
export async function readBrief(tx: Tx, ref: string): Promise<Brief> {
  return {
    unread: await countUnread(tx, ref),
    dues: await listDue(tx, ref, { limit: NEXT, open: true }),
  }
}

/** For the archive: which threads there are, and all that was ever due. */
export async function readAll(
  tx: Tx,
  ref: string,
): Promise<{ threads: readonly Listed[]; dues: readonly Due[] }> {
  return {
    threads: await listOwn(tx, ref, { limit: ALL }),
    dues: await listDue(tx, ref, { limit: ALL }),
  }
}
