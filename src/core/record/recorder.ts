import { sql, type Tx } from '#core/database'
import { newId } from '#core/kernel'
import type { z } from 'zod'
import { entryBytes } from './bytes.ts'
import type { EntryKind } from './entry.ts'
import type { PublicBody } from './public.ts'

/** Who acts, when, and in which service. */
export interface Recording {
  /** `role:resident`, `role:<role>`, `anonymous`, `decision:<name>`, `operator` or `retention`. */
  readonly by: string
  readonly now: string
  readonly service: string
}

/** Writes an entry in the transaction it is bound to; gives its id. */
export type Recorder = <B extends z.ZodObject>(
  kind: EntryKind<B>,
  body: z.input<B>,
  /** `subject`: path of the city's page that it is about. */
  more?: { readonly subject?: string },
) => Promise<string>

const BY = /^(?:anonymous|operator|retention|(?:role|decision):[a-z][a-z0-9.-]*)$/
const SUBJECT = /^\/[\x21-\x7e]{0,300}$/

/** A schema that takes no surplus members is made once for each kind: making one costs more than using it. */
const strictly = new WeakMap<z.ZodObject, z.ZodObject>()

function strictOf(body: z.ZodObject): z.ZodObject {
  const known = strictly.get(body) ?? body.strict()
  strictly.set(body, known)
  return known
}

function fitting(kind: EntryKind, body: unknown): PublicBody {
  const parsed = strictOf(kind.body).safeParse(body)
  if (parsed.success) return parsed.data as PublicBody
  const [issue] = parsed.error.issues
  throw new Error(
    `an entry ${kind.name} is not as declared: ${issue?.path.join('.')} ${issue?.message}`,
  )
}

/**
 * Binds the public record to a transaction: no commit, no entry. A body that may not be published
 * is a bug.
 */
export function recorder(tx: Tx, { by, now, service }: Recording): Recorder {
  if (!BY.test(by)) throw new Error('the public record names roles and decisions, never anybody')
  const at = new Date(now).toISOString()
  return async (kind, body, { subject } = {}) => {
    if (subject !== undefined && !SUBJECT.test(subject)) {
      throw new Error(`an entry ${kind.name} is about a page of the city, such as /reports/R-1029`)
    }
    const id = newId(at)
    const facts = { id, at, kind: kind.name, by, body: fitting(kind, body) }
    entryBytes(facts)
    await tx.run(sql`
      insert into record.outbox (id, at, t, by, d, service, subject) values
      (${id}, ${at}, ${kind.name}, ${by}, ${JSON.stringify(facts.body)}::jsonb, ${service},
        ${subject ?? null})`)
    return id
  }
}
