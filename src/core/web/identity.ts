import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#core/actions'
import { type Person, readSession } from '#core/people'
import { pickLanguage } from '#core/text'
import type { RunningCity, WebSettings } from './city.ts'

const ABSOLUTE_SECONDS = 12 * 3600
const CARRIED_SECONDS = 10 * 60

/** Who asks, with the secrets that their browser holds. */
export interface Asking extends Caller {
  /** The form cookie, when the browser has one already. */
  readonly form: string | undefined
  /** Keyed hash of that cookie; empty when there is none. */
  readonly browser: string
}

const secure = (settings: WebSettings) => settings.url.startsWith('https:')

/** `__Host-` binds a cookie to exactly this host (RFC 6265bis 4.1.3); plain http cannot have it. */
export function cookieName(settings: WebSettings, name: string): string {
  return secure(settings) ? `__Host-${name}` : name
}

function setCookie(
  reply: FastifyReply,
  settings: WebSettings,
  name: string,
  value: string,
  seconds?: number,
): void {
  reply.setCookie(cookieName(settings, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: secure(settings),
    ...(seconds === undefined ? {} : { maxAge: seconds }),
  })
}

/** What a browser carries away and brings back within minutes (`passages.ts`). */
export function setCarried(
  reply: FastifyReply,
  settings: WebSettings,
  name: string,
  value: string,
): void {
  setCookie(reply, settings, name, value, CARRIED_SECONDS)
}

export function clearCarried(reply: FastifyReply, settings: WebSettings, name: string): void {
  reply.clearCookie(cookieName(settings, name), { path: '/', secure: secure(settings) })
}

export function setSession(reply: FastifyReply, settings: WebSettings, secret: string): void {
  setCookie(reply, settings, 'cityright', secret, ABSOLUTE_SECONDS)
}

export function clearSession(reply: FastifyReply, settings: WebSettings): void {
  reply.clearCookie(cookieName(settings, 'cityright'), { path: '/', secure: secure(settings) })
}

/** Remembers the language somebody chose, until the browser is closed. */
export function setLanguage(reply: FastifyReply, settings: WebSettings, language: string): void {
  setCookie(reply, settings, 'language', language)
}

/** A new form cookie; set only on pages that hold a form. */
export function newFormCookie(reply: FastifyReply, settings: WebSettings): string {
  const value = randomBytes(16).toString('base64url')
  setCookie(reply, settings, 'form', value)
  return value
}

/** The synchronizer token of a form (privacy-record.md 5.4). */
export function formToken(settings: WebSettings, cookie: string): string {
  return createHmac('sha256', settings.secret).update(`form ${cookie}`).digest('base64url')
}

/** By what the city knows a browser again while it is open; the cookie itself goes no further than the shell. */
export function browserOf(settings: WebSettings, cookie: string): string {
  return createHmac('sha256', settings.secret).update(`browser ${cookie}`).digest('base64url')
}

export function sameToken(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** `Firefox on Linux`: enough for somebody to know their own devices again. */
export function deviceOf(agent: string | undefined): string {
  const named = (words: readonly string[]) => words.find((word) => agent?.includes(word))
  const browser = named(['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari']) ?? 'browser'
  const system = named(['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux']) ?? ''
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser
  return system ? `${name} on ${system}` : name
}

/** A household has 64 bits of IPv6 addresses to itself (RFC 6177): all of them count as one. */
function household(ip: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? []
  const [left, right] = [head, tail ?? ''].map((part) => (part ? part.split(':') : []))
  const missing = tail === undefined ? 0 : 8 - (left?.length ?? 0) - (right?.length ?? 0)
  const whole = [
    ...(left ?? []),
    ...Array<string>(Math.max(0, missing)).fill('0'),
    ...(right ?? []),
  ]
  return whole
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Addresses that ask often are hashed once; the day that is over is forgotten with all of them. */
const hashed = new Map<string, string>()
const REMEMBERED = 1000
let hashedOn = ''

/** Keyed hash of the network address under a key of the day: enough to count, useless tomorrow. */
export function addressOf(settings: WebSettings, ip: string, now: string): string {
  const today = `${now.slice(0, 10)} ${settings.secret}`
  if (today !== hashedOn || hashed.size >= REMEMBERED) hashed.clear()
  hashedOn = today
  const known = hashed.get(ip)
  if (known !== undefined) return known
  const day = createHmac('sha256', settings.secret)
    .update(`address ${now.slice(0, 10)}`)
    .digest()
  const made = createHmac('sha256', day).update(household(ip)).digest('base64url').slice(0, 16)
  hashed.set(ip, made)
  return made
}

function languageOf(request: FastifyRequest, city: RunningCity, settings: WebSettings): string {
  const { languages } = city.facts
  const asked = (request.query as Record<string, unknown> | undefined)?.['language']
  const chosen = request.cookies[cookieName(settings, 'language')]
  for (const wish of [asked, chosen]) {
    if (typeof wish === 'string' && languages.includes(wish)) return wish
  }
  return pickLanguage(request.headers['accept-language'], languages)
}

async function personOf(
  request: FastifyRequest,
  city: RunningCity,
  settings: WebSettings,
): Promise<Person | null> {
  const secret = request.cookies[cookieName(settings, 'cityright')]
  if (!secret) return null
  return readSession(city.db, secret, city.clock(), city.facts.roles)
}

/** Finds out who asks. Costs no SQL when nobody is signed in. */
export async function askingOf(
  request: FastifyRequest,
  city: RunningCity,
  settings: WebSettings,
): Promise<Asking> {
  const form = request.cookies[cookieName(settings, 'form')]
  return {
    person: await personOf(request, city, settings),
    address: addressOf(settings, request.ip, city.clock()),
    device: deviceOf(request.headers['user-agent']),
    language: languageOf(request, city, settings),
    form,
    browser: form ? browserOf(settings, form) : '',
  }
}
