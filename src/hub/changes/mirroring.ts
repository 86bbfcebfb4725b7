/** Copies the feed of another hub: every line is signed by it, and stands in its log as this city cosigned it. */
import type { Database } from '#core/database'
import { type Harvester, introduce, type Introduced, logThrough, Unreachable } from '#core/harvest'
import { followLog, isInLog, readSeen, recorder } from '#core/record'
import { calm, raise } from './alarms.ts'
import { mirrored } from './entries.ts'
import { readLine } from './line.ts'
import { alarmOf, cityWord, PAGE } from './model.ts'
import {
  addCopied,
  type Checked,
  type Mirror,
  openMirror,
  setAsked,
  setIntroduced,
} from './store/mirrors.ts'

/** What copying needs. */
export interface Copying {
  readonly db: Database
  readonly harvest: Harvester
  readonly now: string
  readonly signal: AbortSignal
}

/** A page of a thousand lines, each of an entry of 16 KiB at most. */
const MOST_BYTES = 32 * 1024 * 1024
/** Pages of one run; the next one goes on. */
const PAGES = 50

const KINDS = [
  'document-wrong',
  'document-key',
  'log-key',
  'line-wrong',
  'not-in-log',
  'cursor-wrong',
] as const

type Read = (path: string) => Promise<Uint8Array | undefined>

/** The tiles of one checkpoint stay what they are: each is asked for once. */
function once(read: Read): Read {
  const known = new Map<string, ReturnType<Read>>()
  return (path) => {
    const found = known.get(path) ?? read(path)
    known.set(path, found)
    return found
  }
}

/** A page that was checked, or why it cannot be believed. `wait`: its end is not covered by what was cosigned. */
type Page =
  | { readonly lines: readonly Checked[]; readonly wait: boolean; readonly full: boolean }
  | { readonly failure: string; readonly detail: string }

interface Source extends Introduced {
  readonly mirror: Mirror
  readonly read: Read
  /** The checkpoint of its log that this city cosigned last. */
  readonly seen: { readonly note: string; readonly size: number }
}

async function checkPage(of: Source, texts: readonly string[], after: number): Promise<Page> {
  const lines: Checked[] = []
  let last = after
  for (const text of texts) {
    const line = readLine(text, { hub: of.mirror.hub, keys: of.keys })
    if (!line) return { failure: 'line-wrong', detail: `after ${last}` }
    const { cursor, entry, type } = line
    if (cursor <= last) return { failure: 'cursor-wrong', detail: `${cursor} after ${last}` }
    if (cursor >= of.seen.size) return { lines, wait: true, full: false }
    if (!(await isInLog(of.read, of.seen.note, { entry, position: cursor }))) {
      return { failure: 'not-in-log', detail: `${entry.id} at ${cursor}` }
    }
    lines.push({ cursor, entry: entry.id, type, line: text, word: cityWord(type, entry.d) })
    last = cursor
  }
  return { lines, wait: false, full: texts.length >= PAGE }
}

async function readPage(of: Source, after: number, signal: AbortSignal): Promise<Page> {
  const url = `${of.feed}${after < 0 ? '' : `?since=${after}`}`
  const answer = await of.door.ask({ url, mostBytes: MOST_BYTES }, signal)
  if (answer.outcome !== 'came') {
    return { failure: answer.outcome === 'failed' ? answer.failure : 'bad-answer', detail: '' }
  }
  if (answer.status !== 200) return { failure: `status-${answer.status}`, detail: '' }
  const texts = Buffer.from(answer.bytes).toString().split('\n').filter(Boolean)
  if (texts.length > PAGE) return { failure: 'line-wrong', detail: `${texts.length} lines` }
  return checkPage(of, texts, after)
}

async function keepPage(
  of: Source,
  { db, now }: Copying,
  at: { after: number; lines: readonly Checked[] },
) {
  const { hub, origin } = of.mirror
  const cursor = at.lines.at(-1)?.cursor ?? at.after
  await db.transact(async (tx) => {
    if (!(await addCopied(tx, { hub, ...at }))) throw new Error('two copies of one hub at once')
    const write = recorder(tx, { by: 'operator', now, service: 'changes' })
    const body = { hub, lines: at.lines.length, cursor, log: origin ?? '' }
    await write(mirrored, body, { subject: `/federation/mirrors/${hub}` })
  })
  return cursor
}

type Outcome = { readonly failure: string; readonly detail: string } | null

async function copyPages(of: Source, work: Copying): Promise<Outcome> {
  let after = of.mirror.cursor
  for (let page = 0; page < PAGES && !work.signal.aborted; page += 1) {
    const found = await readPage(of, after, work.signal)
    if ('failure' in found) return found
    if (found.lines.length > 0) after = await keepPage(of, work, { after, lines: found.lines })
    if (found.wait) return { failure: 'not-witnessed', detail: '' }
    if (!found.full) return null
  }
  return null
}

/** Gets to know the hub again and follows its log; what it is known by stays what it was at the first time. */
async function meet(mirror: Mirror, work: Copying): Promise<Introduced | { failure: string }> {
  const domain = new URL(mirror.url).host
  const met = await introduce({ ...work, domain, known: mirror.key })
  if ('failure' in met) return met
  const { key, log, feed } = met
  if (!log || !feed) return { failure: 'no-feed' }
  if (mirror.vkey !== null && mirror.vkey !== log.vkey) return { failure: 'log-key' }
  const { vkey, origin, url } = log
  const same = await work.db.transact(async (tx) => {
    await setIntroduced(tx, { hub: mirror.hub, key, vkey, origin, logUrl: url, feedUrl: feed })
    return followLog(tx, { origin, vkey, url, now: work.now })
  })
  return same ? met : { failure: 'log-key' }
}

async function copy(mirror: Mirror, work: Copying): Promise<Outcome> {
  const met = await meet(mirror, work)
  if ('failure' in met) return { failure: met.failure, detail: '' }
  const { origin = '', url = '' } = met.log ?? {}
  const seen = (await work.db.look((tx) => readSeen(tx, [origin]))).get(origin)
  if (!seen) return { failure: 'not-witnessed', detail: '' }
  const read = once(logThrough(met.door, url))
  return copyPages({ ...met, mirror: { ...mirror, origin }, read, seen }, work)
}

/** One run: what is new is copied; what is wrong is said, and nothing after it is believed. */
export async function mirrorHub(url: string, work: Copying): Promise<string | null> {
  const { db, now } = work
  const hub = new URL(url).host
  const mirror = await db.transact((tx) => openMirror(tx, { hub, url }))
  const outcome = await copy(mirror, work).catch((failure: unknown): Outcome => {
    if (failure instanceof Unreachable) return { failure: failure.message, detail: '' }
    throw failure
  })
  await db.transact(async (tx) => {
    await setAsked(tx, { hub, now, failure: outcome?.failure ?? null })
    const kind = outcome && alarmOf(outcome.failure)
    if (kind) await raise(tx, { kind, about: hub, detail: outcome.detail || hub }, now)
    if (outcome === null) await calm(tx, { kinds: KINDS, about: hub }, now)
  })
  return outcome?.failure ?? null
}
