import { Refusal, type Reason } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { fieldShape, type StoredField } from './shapes.ts'

/** A value that may be kept, with its retention class. */
export interface Kept {
  readonly field: string
  readonly class: string
  readonly value: string
}

const forms: Readonly<Record<StoredField['kind'], z.ZodType<string>>> = {
  text: z.string().trim().min(1),
  email: z.string().trim().pipe(z.email().max(320)),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ().\-/]{3,40}$/),
  date: z.iso.date(),
}

/** The value as it is kept; undefined when it is not written as its field asks. */
export function written(kind: StoredField['kind'], value: string): string | undefined {
  return forms[kind].safeParse(value).data
}

const fieldRow = z.object({ body: fieldShape })

/**
 * Data minimisation (GDPR art. 5(1)(c)): a service can keep only what one of its own published
 * purposes will read, or derive something from. The sign-in address is nobody's to keep; it changes with
 * the account. Documents are no values: they come piece by piece.
 */
export async function requireKeepable(
  tx: Tx,
  module: string,
  values: Readonly<Record<string, string>>,
): Promise<Kept[]> {
  const fields = await tx.many(
    sql`select f.body from vault.field f where f.name = any(${Object.keys(values)}::text[])
      and f.name not like 'account.%' and f.name not like 'document.%' and not f.body ? 'of'
      and exists (select 1 from vault.purpose p
        join vault.field d on d.name = f.name or d.body ->> 'of' = f.name
        where p.module = ${module} and p.active and p.body -> 'fields' @> to_jsonb(d.name))`,
    fieldRow,
  )
  const reasons: Reason[] = []
  const kept: Kept[] = []
  for (const [field, value] of Object.entries(values)) {
    const declared = fields.find(({ body }) => body.name === field)?.body
    if (!declared) throw new Refusal('forbidden', ['vault.field-not-kept'])
    const good = written(declared.kind, value)
    if (good === undefined) reasons.push({ code: `vault.not-${declared.kind}`, field })
    else kept.push({ field, class: declared.class, value: good })
  }
  if (reasons.length > 0) throw new Refusal('invalid', reasons)
  return kept
}
