/**
 * Systems of others to which an invented city passes reports on: invented like the city, on hosts that nobody on the
 * internet has (RFC 2606). They take reports as GeoReport v2 says, and what they say of one depends on the hours since.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sender } from '#core/jobs'
import { forProtocol as open311 } from '#services/open311'
import { z } from 'zod'
import type { InventedSystem, World } from './outside.ts'

const HOUR = 3_600_000
/** More is not remembered: the oldest go. */
const MOST = 1000

const Taken = z.object({
  id: z.string(),
  reference: z.string(),
  code: z.string(),
  /** Address of the report in the city that sent it: all that is kept of its words. */
  mark: z.string(),
  at: z.string(),
})
type Taken = z.infer<typeof Taken>
const Kept = z.record(z.string(), z.array(Taken))

const fileOf = (data: string) => join(data, 'sample-systems.json')

interface Place {
  readonly data: string
  readonly clock: () => string
}

type Sending = Parameters<Sender['send']>[0]
type Answer = Awaited<ReturnType<Sender['send']>>

function keptIn(data: string): z.infer<typeof Kept> {
  const file = fileOf(data)
  return existsSync(file) ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
}

/** Takes a report in; the same reference again is the same report. */
function take(system: InventedSystem, place: Place, { form = [], headers = {} }: Sending): Taken {
  const all = keptIn(place.data)
  const before = all[system.endpoint] ?? []
  const reference = headers['idempotency-key'] ?? ''
  const known = before.find((one) => one.reference === reference && reference !== '')
  if (known) return known
  const said = new Map(form)
  const last = Number(before.at(-1)?.id.slice(system.numbers.length) ?? 1000)
  const one = {
    id: `${system.numbers}${last + 1}`,
    reference,
    code: said.get('service_code') ?? '',
    mark: /https?:\/\/\S+$/.exec(said.get('description') ?? '')?.[0] ?? '',
    at: place.clock(),
  }
  const more = { ...all, [system.endpoint]: [...before, one].slice(-MOST) }
  writeFileSync(fileOf(place.data), JSON.stringify(more))
  return one
}

/** How it stands by now. */
function standing({ answers, numbers }: InventedSystem, one: Taken, now: string) {
  const story = answers[(Number(one.id.slice(numbers.length)) - 1001) % answers.length] ?? []
  const hours = (Date.parse(now) - Date.parse(one.at)) / HOUR
  return story.findLast((said) => said.hours <= hours)
}

function shown(system: InventedSystem, one: Taken, now: string) {
  const said = standing(system, one, now)
  return {
    service_request_id: one.id,
    status: said?.status ?? 'open',
    status_notes: said?.notes ?? null,
    service_code: one.code,
    description: one.mark,
    requested_datetime: one.at,
    extended_attributes: { detailed_status: said?.detailed ?? 'OPEN' },
  }
}

const xml = (of: readonly open311.Written[]) =>
  open311.written('xml', 'service_requests', new open311.Many('request', of))

/** What one of them answers: to a report, to a token, or to a question how reports stand. */
function answered(system: InventedSystem, place: Place, sending: Sending): Answer {
  if (system.silent) return { failure: 'ECONNREFUSED' }
  if (sending.form) {
    const { id } = take(system, place, sending)
    return { status: 201, text: xml([{ service_request_id: id }]) }
  }
  const { pathname, searchParams } = new URL(sending.url)
  const all = keptIn(place.data)[system.endpoint] ?? []
  const token = /\/tokens\/([^/]+)\.xml$/.exec(pathname)?.[1]
  if (token !== undefined) {
    const found = all.find(({ reference }) => reference === token)
    return { status: found ? 200 : 404, text: xml(found ? [{ service_request_id: found.id }] : []) }
  }
  const asked = searchParams.get('service_request_id')?.split(',')
  const found = all.filter(({ id }) => !asked || asked.includes(id))
  return { status: 200, text: xml(found.map((one) => shown(system, one, place.clock()))) }
}

/** Sends to invented systems here, and to everybody else outside. */
export function inventedSystems(world: World, place: Place, outside: Sender): Sender {
  return {
    send(sending) {
      const system = world.systems.find(({ endpoint }) => sending.url.startsWith(`${endpoint}/`))
      return system ? Promise.resolve(answered(system, place, sending)) : outside.send(sending)
    },
  }
}
