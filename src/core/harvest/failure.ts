import type { Failure } from './model.ts'

/** Asking ended early, for a reason that has a name. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure)
    this.failure = failure
  }
}

const BY_CODE: Readonly<Record<string, Failure>> = {
  ENOTFOUND: 'no-such-name',
  ECONNREFUSED: 'cannot-connect',
  ECONNRESET: 'cannot-connect',
  EHOSTUNREACH: 'cannot-connect',
  ENETUNREACH: 'cannot-connect',
  ETIMEDOUT: 'too-slow',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_STREAM_PREMATURE_CLOSE: 'bad-answer',
}

/** The name of what went wrong underneath; whatever is unknown is a bad answer. */
export function failureOf(cause: unknown): Failure {
  if (cause instanceof Stopped) return cause.failure
  if (!(cause instanceof Error)) return 'bad-answer'
  if (cause instanceof AggregateError && cause.errors.length > 0) return failureOf(cause.errors[0])
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const known = BY_CODE[code]
  if (known) return known
  if (/^(?:CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) {
    return 'tls-failed'
  }
  return 'bad-answer'
}
