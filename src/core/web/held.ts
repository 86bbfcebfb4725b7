/** Back to where one was, with everything that was typed, after showing who one is. */
import { type Action, hold, readHeld } from '#core/actions'
import type { Refusal } from '#core/kernel'
import type { Problem } from '#core/pages'
import { asksForProof, whoseSession } from '#core/people'
import { z } from 'zod'
import type { Frame } from './city.ts'
import type { Shell, Visit } from './here.ts'
import { cookieName } from './identity.ts'

/** What is missing, as the page says it on which more is shown. */
const NEEDS: Readonly<Record<string, string>> = {
  'people.prove-again': 'again',
  'people.prove-more-high': 'high',
}

type Values = Readonly<Record<string, unknown>>

const isPassword = (schema: unknown) =>
  schema instanceof z.ZodType && schema.meta()?.['input'] === 'password'

/** What may be held: everything but passwords, which are never sent back, and what the address says anyway. */
function holdable(action: Action, values: Values): Values {
  const shape: Readonly<Record<string, unknown>> = action.input.shape
  const places = action.path.split('/')
  const typed = Object.entries(values).filter(
    ([name]) => !isPassword(shape[name]) && !places.includes(`:${name}`),
  )
  return Object.fromEntries(typed)
}

function withHeld(path: string, secret: string | undefined): string {
  if (secret === undefined) return path
  return `${path}${path.includes('?') ? '&' : '?'}held=${secret}`
}

/** Who typed it: whoever is signed in, or was until a moment ago in this browser; empty when nobody knows. */
async function typist({ city, settings }: Shell, { asking, request }: Visit): Promise<string> {
  if (asking.person) return asking.person.ref
  const secret = request.cookies[cookieName(settings, 'cityright')]
  return (secret && (await whoseSession(city.db, secret))) || ''
}

/** Where somebody shows who they are, and where they go on to: the page of the form, with what they typed. */
export async function wayBack(
  shell: Shell,
  action: Action,
  visit: Visit,
  sent: { refusal: Refusal; values: Values; path: string },
): Promise<string> {
  const { city, frame } = shell
  const { refusal, values, path } = sent
  const by = await typist(shell, visit)
  const held = { action: action.name, by, values: holdable(action, values) }
  const empty = Object.keys(held.values).length === 0
  const secret = empty ? undefined : await city.db.transact((tx) => hold(tx, held, city.clock()))
  return doorFor(frame, refusal, withHeld(path, secret))
}

/** Where somebody signs in, or shows more than they did, to come to this path. */
export function doorFor(frame: Frame, refusal: Refusal, path: string): string {
  const next = encodeURIComponent(path)
  if (!asksForProof(refusal)) return `${frame.signIn}?next=${next}`
  const [reason] = refusal.reasons
  const need = NEEDS[reason?.code ?? ''] ?? 'more'
  return `${frame.prove}?need=${need}&next=${next}`
}

const Query = z.object({ held: z.unknown() }).partial()

/** What this visitor typed before they were asked who they are, as the form reads it. */
export async function heldFor(shell: Shell, visit: Visit): Promise<Problem | null> {
  const { held: secret } = Query.parse(visit.request.query)
  if (typeof secret !== 'string' || !/^[0-9a-z]{32}$/.test(secret)) return null
  const { city } = shell
  const asked = { by: visit.asking.person?.ref ?? '', now: city.clock() }
  const held = await city.db.look((tx) => readHeld(tx, secret, asked))
  return held && { kind: 'held', reasons: [], values: held.values, action: held.action }
}
