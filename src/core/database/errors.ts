import { Refusal } from '#core/kernel'

/**
 * What PostgreSQL said went wrong: its SQLSTATE code and where. Values are left out, they may be
 * personal.
 */
export interface Fault {
  readonly message: string
  readonly code?: string | undefined
  readonly constraint?: string | undefined
  readonly table?: string | undefined
  /** Where in the text, counted from 1. */
  readonly position?: number | undefined
}

/** A statement that PostgreSQL refused. `code` is its SQLSTATE (PostgreSQL manual, appendix A). */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: string
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly position: number | undefined

  constructor(fault: Fault, statement: string) {
    const text = statement.replace(/\s+/g, ' ').trim().slice(0, 300)
    super(text ? `${fault.message} (${fault.code ?? 'no code'}), in: ${text}` : fault.message)
    this.code = fault.code ?? 'XX000'
    this.constraint = fault.constraint
    this.table = fault.table
    this.position = fault.position
  }
}

/** A database that does not answer is an outage, not a bug: the person may try again. */
export function databaseDown(why: string): Refusal {
  const refusal = new Refusal('unavailable', ['database-down'], { retryAfter: 10 })
  return Object.assign(refusal, { cause: why })
}

/** Too many want the same at once; the work itself was undone. */
export function databaseBusy(why: string): Refusal {
  const refusal = new Refusal('unavailable', ['database-busy'], { retryAfter: 2 })
  return Object.assign(refusal, { cause: why })
}

const OUTAGE = /^(?:08...|57P0.|53300|E[A-Z]+)$/

/**
 * What the driver says, without a code, when the connection is gone rather than the statement
 * wrong.
 */
const LOST = /connection terminated|not queryable|connection timeout|client was closed/i
const NO_PLACE = /timeout exceeded when trying to connect/i

function outageOf({ code, message }: Fault): Refusal | undefined {
  if (code) return OUTAGE.test(code) ? databaseDown(message) : undefined
  if (NO_PLACE.test(message)) return databaseBusy(message)
  return LOST.test(message) ? databaseDown(message) : undefined
}

/** A failure of the driver, as the caller of a statement should see it. */
export function explained(failure: unknown, statement: string): Error {
  if (failure instanceof Refusal || failure instanceof DatabaseError) return failure
  if (!(failure instanceof Error)) return new Error(String(failure))
  const { code, constraint, table, position } = failure as Partial<Record<keyof Fault, string>>
  const fault: Fault = {
    message: failure.message,
    code,
    constraint,
    table,
    position: position === undefined ? undefined : Number(position),
  }
  return outageOf(fault) ?? new DatabaseError(fault, statement)
}

/** True when the same work, done again, may well succeed (PostgreSQL manual 13.5). */
export function mayRepeat(failure: unknown): boolean {
  return failure instanceof DatabaseError && (failure.code === '40001' || failure.code === '40P01')
}
