/** Speaks to other systems as their client (GeoReport v2): sends, looks up what may be there already, asks how it stands. */
import type { CityFacts } from '#core/actions'
import type { Sender, SentFile } from '#core/jobs'
import type { forOpen311 as reports } from '#services/reports'
import {
  type ForeignRequest,
  type ForeignUpdate,
  readRequests,
  readSent,
  readUpdates,
} from './adapters/answers.ts'
import { codeAt, type System } from './config.ts'
import type { Tried } from './model.ts'
import { bears, formOf, markOf } from './sent.ts'
import type { Delivery } from './store/deliveries.ts'

type Passed = reports.Passed

/** A system, and the way to it. */
export interface Line {
  readonly system: System
  readonly sender: Sender
  readonly signal: AbortSignal
}

const HOUR = 3_600_000

/** Where something is at that system, whichever way its base address was written. */
export function addressAt(
  system: System,
  path: string,
  asked: Record<string, string> = {},
): string {
  const { endpoint, jurisdiction, quirks } = system
  const query = new URLSearchParams({
    ...(jurisdiction === undefined ? {} : { jurisdiction_id: jurisdiction }),
    ...asked,
  }).toString()
  return `${endpoint.replace(/\/+$/, '')}/${path}.${quirks.format}${query === '' ? '' : `?${query}`}`
}

/** A moment as that system reads it: some bear no zone (Chicago). */
export function momentFor({ quirks }: System, iso: string): string {
  if (quirks.clocks === undefined) return `${iso.slice(0, 19)}Z`
  const format = { timeZone: quirks.clocks, dateStyle: 'short', timeStyle: 'medium' } as const
  return new Intl.DateTimeFormat('sv', format).format(new Date(iso)).replace(' ', 'T')
}

/** What a status means for whoever sent: later again, or never. */
function refusedBy(status: number, said: string | undefined): Tried {
  const more = said === undefined ? {} : { said: said.slice(0, 300) }
  if (status === 429 || status === 503) return { to: 'again', why: 'busy', ...more }
  if (status >= 500 || status === 408) return { to: 'again', why: 'unreachable', ...more }
  return { to: 'failed', why: 'refused', ...more }
}

/** What came of sending: a number, a token, or why not (its errors stand in the body, whatever the status says). */
export function triedBy(answer: { readonly status: number; readonly text: string }): Tried {
  const sent = readSent(answer.text)
  const said = sent?.errors.map(({ text }) => text).join(' ') || undefined
  if (answer.status >= 400) return refusedBy(answer.status, said)
  if (sent?.id) return { to: 'sent', remote: sent.id }
  if (sent?.token) return { to: 'token', token: sent.token }
  if (said !== undefined) return { to: 'failed', why: 'refused', said: said.slice(0, 300) }
  return { to: 'again', why: sent ? 'no-number' : 'unreadable' }
}

/** Nobody answered; or nothing was sent at all, as our own key cannot be read. */
const unreachable = ({ failure, ours }: { failure: string; ours?: true }): Tried => ({
  to: 'again',
  why: ours ? 'key-unread' : 'unreachable',
  said: failure,
})

/** Whether an earlier try arrived although its answer did not: by our own reference, or by our address in its text. */
async function lookedUp(line: Line, it: Sending): Promise<Tried | undefined> {
  const { system, sender, signal } = line
  const { delivery, report, city, now } = it
  const url = addressAt(system, `tokens/${delivery.reference}`)
  const known = await sender.send({ url, signal })
  if ('failure' in known) return unreachable(known)
  const id = known.status < 300 ? readSent(known.text)?.id : undefined
  if (id) return { to: 'sent', remote: id }
  const around = (iso: string, by: number) =>
    momentFor(system, new Date(Date.parse(iso) + by).toISOString())
  const asked = addressAt(system, 'requests', {
    service_code: codeAt(system, report.category) ?? '',
    start_date: around(delivery.askedAt, -HOUR),
    end_date: around(now, HOUR),
  })
  const listed = await sender.send({ url: asked, signal })
  if ('failure' in listed) return unreachable(listed)
  const mark = markOf(city, report.number)
  const rows = listed.status < 300 ? readRequests(listed.text) : []
  const found = rows?.find(({ description }) => bears(description ?? '', mark))
  return found && { to: 'sent', remote: found.id }
}

/** A report that is being sent. */
export interface Sending {
  readonly delivery: Delivery
  /** With the photos everybody may see, by their files. */
  readonly report: Passed & { readonly photos: readonly string[] }
  /** Those that are sent as files. */
  readonly files: readonly SentFile[]
  readonly city: Pick<CityFacts, 'config' | 'languages' | 'url'>
  readonly now: string
}

/** Sends a report, unless an earlier try arrived after all. */
export async function sendTo(line: Line, it: Sending): Promise<Tried> {
  const { system, sender, signal } = line
  const before = it.delivery.tries > 1 ? await lookedUp(line, it) : undefined
  if (before) return before
  const answer = await sender.send({
    url: addressAt({ ...system, jurisdiction: undefined }, 'requests'),
    form: formOf(it.report, system, it.city),
    files: it.files,
    key: keyOf(system),
    headers: { 'idempotency-key': it.delivery.reference },
    signal,
  })
  return 'failure' in answer ? unreachable(answer) : triedBy(answer)
}

const keyOf = ({ keyFile }: System) =>
  keyFile === undefined ? undefined : { field: 'api_key', file: keyFile }

/** What became of a token; slow systems are asked again and again. */
export async function redeem(line: Line, token: string): Promise<Tried> {
  const url = addressAt(line.system, `tokens/${encodeURIComponent(token)}`)
  const answer = await line.sender.send({ url, signal: line.signal })
  if ('failure' in answer) return unreachable(answer)
  const id = answer.status < 300 ? readSent(answer.text)?.id : undefined
  return id ? { to: 'sent', remote: id } : { to: 'again', why: 'no-number' }
}

/** How these requests stand there; undefined when nobody says. */
export async function askAbout(
  { system, sender, signal }: Line,
  ids: readonly string[],
): Promise<readonly ForeignRequest[] | undefined> {
  const asked = { service_request_id: ids.join(','), extensions: 'true' }
  const answer = await sender.send({ url: addressAt(system, 'requests', asked), signal })
  if ('failure' in answer || answer.status >= 300) return undefined
  return readRequests(answer.text, system.quirks.clocks)
}

/** What it told of its requests in the last days; undefined when nobody says. */
export async function askUpdates(
  { system, sender, signal }: Line,
  span: { readonly from: string; readonly until: string },
): Promise<readonly ForeignUpdate[] | undefined> {
  const asked = {
    start_date: momentFor(system, span.from),
    end_date: momentFor(system, span.until),
  }
  const url = addressAt(system, 'servicerequestupdates', asked)
  const answer = await sender.send({ url, key: keyOf(system), signal })
  if ('failure' in answer || answer.status >= 300) return undefined
  return readUpdates(answer.text, system.quirks.clocks)
}
