/** A program reports, or says more: the same door and the same rules as for everybody else. */
import { createHash } from 'node:crypto'
import { type Caller, perform } from '#core/actions'
import type { Refusal } from '#core/kernel'
import { reasonText } from '#core/pages'
import type { RunningCity } from '#core/web'
import { forProtocol as open311, update as add } from '#services/open311'
import { forOpen311 as reports, report } from '#services/reports'
import type { Body } from './body.ts'
import { photosOf } from './photos.ts'

type City = Omit<RunningCity, 'protocols'>
type Answer = open311.Answer
type Wrong = open311.Wrong

/** A request with a body, and in which language it is answered. */
export interface Taking {
  readonly city: City
  readonly body: Body
  readonly language: string
  /** The sender's own reference, if it gave one: the same twice is one report. */
  readonly reference: string | undefined
  /** Everything is checked, nothing is kept. */
  readonly trial: boolean
}

/** Requests one key may send in an hour; a reporter of it has the limit of every reporter. */
const PER_KEY = { per: 'address', most: 1000, seconds: 3600 } as const

const CODES: Readonly<Record<string, Wrong['code']>> = {
  'sign-in': 403,
  forbidden: 403,
  'not-found': 404,
  'too-many': 429,
  unavailable: 503,
}

/** A refusal in the words of the standard: each of its reasons is one error. */
export function wrongsOf(city: City, refusal: Refusal, language: string): Wrong[] {
  const say = city.say(language)
  const code = CODES[refusal.kind] ?? 400
  return refusal.reasons.map((reason) => {
    const service = say.has(`open311.${reason.code}`) ? 'open311' : 'reports'
    const text = reasonText(say, reason, service)
    const forbidden = /^(?:unknown-key|not-your-request)$/.test(reason.code)
    return { code: forbidden ? 403 : code, says: reason.code, text }
  })
}

const noKey = (says: string): Answer => ({ wrong: [{ code: 403, says }] })

async function keyOf({ city, body }: Taking): Promise<string | undefined> {
  const secret = open311.oneOf(body.asked, 'api_key')
  if (secret === undefined) return undefined
  const hash = open311.hashOf(secret)
  return city.db.as('open311').look((tx) => open311.keyBehind(tx, hash))
}

/** Who reports, as limits count them: the reporter whom the sender tells apart, never by name. */
function callerOf({ language }: Taking, key: string, sender: string): Caller {
  const address = createHash('sha256').update(`open311 ${key} ${sender}`).digest('base64url')
  return { person: null, address, device: 'open311', language }
}

const told = (number: string): Answer => {
  const one = { service_request_id: number, service_notice: null, account_id: null }
  return { root: 'service_requests', value: new open311.Many('request', [one]) }
}

/** The same request again, after an answer that never came: its photos have other names by then, and are the same. */
function onceOf({ body, reference }: Taking, key: string, { values, media }: open311.Intake) {
  const files = body.files.map(({ name, size }) => [name, size])
  return { key: `open311 ${key} ${reference}`.slice(0, 200), asked: { values, media, files } }
}

async function keep(taking: Taking, key: string, intake: open311.Intake): Promise<Answer> {
  const { city, body, reference } = taking
  const hash = reference === undefined ? null : open311.hashOf(reference)
  const db = city.db.as('open311')
  const before = hash && (await db.look((tx) => open311.receiptOf(tx, key, hash)))
  if (before) return told(before.number)
  const { photos: most } = reports.reportsOf(city.facts).terms
  const photos = await photosOf(city, { files: body.files, media: intake.media, most })
  const values = { ...intake.values, photos }
  const once = reference === undefined ? {} : onceOf(taking, key, intake)
  const caller = callerOf(taking, key, intake.sender)
  const { output } = await perform(city, report, caller, { values, form: false, ...once })
  const receipt = { number: output.number, key, reference: hash, now: city.clock() }
  await db.transact((tx) => open311.addReceipt(tx, receipt))
  return told(output.number)
}

/** Takes a request in (GeoReport v2, POST service request). */
export async function takeRequest(taking: Taking): Promise<Answer> {
  const { city, body, language } = taking
  const key = await keyOf(taking)
  if (key === undefined)
    return noKey(open311.oneOf(body.asked, 'api_key') === undefined ? 'no-key' : 'unknown-key')
  const jurisdiction = open311.wrongJurisdiction(body.asked, city.facts)
  if (jurisdiction) return { wrong: [jurisdiction] }
  city.limits.spend('open311.requests', key, PER_KEY, city.clock())
  const intake = open311.intakeOf(body.asked, city.facts, language)
  if ('wrong' in intake) return intake
  if (!taking.trial) return keep(taking, key, intake)
  open311.checkedAlone(intake, city.facts)
  const one = { token: 'trial', service_notice: city.say(language)('open311.trial') }
  return { root: 'service_requests', value: new open311.Many('request', [one]) }
}

/** Takes an update in (the extension of mySociety): from whoever sent the request, about nothing else. */
export async function takeUpdate(taking: Taking): Promise<Answer> {
  const { city, body } = taking
  const { asked } = body
  const one = (name: string) => open311.oneOf(asked, name)
  const [secret, number, update] = [one('api_key'), one('service_request_id'), one('update_id')]
  if (secret === undefined) return noKey('no-key')
  const status = one('status')?.toUpperCase() ?? ''
  const wrong: Wrong[] = []
  const needed = Object.entries({ service_request_id: number, update_id: update })
  for (const [name, value] of needed)
    if (value === undefined) wrong.push({ code: 400, says: 'needed', values: { name } })
  if (!open311.UPDATE_NAMES.includes(status))
    wrong.push({ code: 400, says: 'bad-status', values: { name: 'status' } })
  if (wrong.length > 0 || number === undefined || update === undefined) return { wrong }
  const values = {
    key: secret,
    number,
    update,
    withdraws: status === 'CANCELLED',
    text: one('description') ?? '',
  }
  if (!taking.trial) {
    const key = open311.hashOf(secret).toString('base64url')
    await perform(city, add, callerOf(taking, key, ''), { values, form: false })
  }
  const answer = { update_id: update }
  return { root: 'service_request_updates', value: new open311.Many('request_update', [answer]) }
}
