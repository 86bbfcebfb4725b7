/** What went wrong with a provider, in the few words that tell a person what to do now. */
import { failureOf } from '#core/harvest'
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import type { Wrong } from './model.ts'

/** The causes of a failure, itself first. */
function* causesOf(failure: unknown): Generator<unknown> {
  let one = failure
  for (let deep = 0; one !== undefined && deep < 8; deep += 1) {
    yield one
    one = one instanceof Error ? one.cause : undefined
  }
}

const SLOW = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT'])

function isDown(failure: unknown): boolean {
  for (const cause of causesOf(failure)) {
    if (cause instanceof Response) return cause.status >= 500
    if (cause instanceof DOMException) return /^(?:Timeout|Abort)Error$/.test(cause.name)
    if (cause instanceof ClientError) {
      if (SLOW.has(cause.code ?? '')) return true
    } else if (cause instanceof Error && failureOf(cause) !== 'bad-answer') return true
  }
  return false
}

const ANSWERED: Readonly<Record<string, Wrong>> = {
  access_denied: 'declined',
  interaction_required: 'declined',
  login_required: 'declined',
  unmet_authentication_requirements: 'less',
  temporarily_unavailable: 'down',
  server_error: 'down',
}

/** The one of our words that fits; whatever is not understood is not believed. */
export function wrongOf(failure: unknown): Wrong {
  if (failure instanceof AuthorizationResponseError) {
    return ANSWERED[failure.error] ?? 'not-believed'
  }
  if (failure instanceof ResponseBodyError && failure.status < 500) return 'not-believed'
  return isDown(failure) ? 'down' : 'not-believed'
}

/** For the operator's log: what the protocol calls it. Nothing that a person typed or that a token says. */
export function nameOf(failure: unknown): string {
  const words: string[] = []
  for (const cause of causesOf(failure)) {
    if (cause instanceof AuthorizationResponseError || cause instanceof ResponseBodyError) {
      words.push(cause.error)
    } else if (cause instanceof Response) words.push(`status ${cause.status}`)
    else if (cause instanceof Error) {
      const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
      words.push(code === 'ClientError' ? cause.message : code)
    }
  }
  return [...new Set(words)].join(', ').slice(0, 200)
}
