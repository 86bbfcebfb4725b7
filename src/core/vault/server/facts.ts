/** What is known when somebody asks to read: one look at everything the checks judge by. */
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'
import { codeHash } from './grants.ts'
import { purposeShape, type StoredPurpose } from './shapes.ts'
import type { Asked } from './read.ts'

/** What is known when somebody asks to read. */
export interface Facts {
  readonly module: string
  readonly asked: Asked
  /** The purpose with this id and version, if it was ever published. */
  readonly purpose: StoredPurpose | null
  readonly active: boolean
  /** The public record says the same of it. */
  readonly recorded: boolean
  /** It needs an assessment (GDPR art. 35) that is not published. */
  readonly unassessed: boolean
  readonly person: string | null
  /** There is a live grant of this person for this purpose and case. */
  readonly granted: boolean
  /** The secret code of this case was shown: it is the person who asks. */
  readonly coded: boolean
  /** The unsettled batch the grant came with. */
  readonly batch: string | null
  /** Which of the fields are declared at all. */
  readonly known: readonly string[]
  /** One of the fields is of a special category. */
  readonly special: boolean
  /** The version of the purpose's notice that the person consents to. */
  readonly consent: number | null
  /** The person had a class restricted that one of the fields is of. */
  readonly restricted: boolean
  readonly objected: boolean
  /** The mandate by which somebody acts for the person is in force; true when nobody acts for them. */
  readonly mandated: boolean
  /** How often this official read for this purpose in the last day. */
  readonly before: number
}

/** What comes back of it. */
export const factsRow = z.object({
  purpose: purposeShape.nullable(),
  active: z.boolean(),
  recorded: z.boolean(),
  unassessed: z.boolean(),
  person: z.string().nullable(),
  granted: z.boolean(),
  coded: z.boolean(),
  batch: z.string().nullable(),
  known: z.array(z.string()),
  special: z.boolean(),
  consent: z.number().nullable(),
  restricted: z.boolean(),
  objected: z.boolean(),
  mandated: z.boolean(),
  before: z.number(),
})

const DAY = 86_400_000

/** Readings of the last day by whoever acts; the city's own jobs have one case for each. */
function readingsOf({ purpose, actor, at }: Asked) {
  const since = new Date(Date.parse(at) - DAY).toISOString()
  return actor.kind === 'official'
    ? sql`(select count(*)::int from vault.access a where a.purpose = ${purpose}
        and a.actor_ref = ${actor.ref} and a.at > ${since}
        and a.outcome = 'read' and a.actor_kind = 'official')`
    : sql`0`
}

function codedBy(module: string, { code, case: caseRef }: Asked) {
  return code === undefined
    ? sql`false`
    : sql`exists (select 1 from vault.code c where c.module = ${module} and c.case_ref = ${caseRef ?? null}
        and c.person = r.person and c.hash = ${codeHash(code)} and c.batch is null)`
}

/** The question about everything the checks judge by. */
export function askingFacts(module: string, asked: Asked): Statement {
  const { fields } = asked
  return sql`select p.body as purpose, coalesce(p.active, false) as active,
        coalesce(p.recorded = p.sha256, false) as recorded,
        coalesce(p.assessed is not true and (p.body ->> 'scope' = 'population' or exists (
          select 1 from vault.field f
          where p.body -> 'fields' ? f.name and f.body ? 'special')), false) as unassessed, r.person,
        g.person is not null as granted, g.batch, ${codedBy(module, asked)} as coded,
        array(select f.name from vault.field f where f.name = any(${fields}::text[])) as known,
        exists (select 1 from vault.field f
          where f.name = any(${fields}::text[]) and f.body ? 'special') as special,
        (select c.version from vault.consent c where c.person = r.person
          and c.notice = p.body #>> '{notice,name}' and c.withdrawn_at is null) as consent,
        exists (select 1 from vault.limitation l
          join vault.field f on f.body ->> 'class' = l.subject
          where l.person = r.person and l.kind = 'restriction' and l.until_at is null
            and f.name = any(${fields}::text[])) as restricted,
        exists (select 1 from vault.limitation l where l.person = r.person
          and l.kind = 'objection' and l.subject = p.id and l.until_at is null) as objected,
        ${asked.actor.mandate ?? null}::uuid is null or exists (select 1 from vault.mandate m
          where m.mandate = ${asked.actor.mandate ?? null}::uuid and m.person = r.person
            and m.from_at is not null and m.ended_at is null
            and m.until_at > ${asked.at}) as mandated,
        ${readingsOf(asked)} as before
      from (select 1) as one
      left join vault.purpose p on p.id = ${asked.purpose} and p.version = ${asked.version}
      left join vault.ref r on r.module = ${module} and r.ref = ${asked.ref}
      left join vault.grant g on g.person = r.person and g.purpose = ${asked.purpose}
        and g.case_ref = ${asked.case ?? null} and g.until_at is null`
}

/** Everything the checks judge by, at one moment. */
export async function factsOf(tx: Tx, module: string, asked: Asked): Promise<Facts> {
  const found = await tx.one(sql.often(askingFacts(module, asked)), factsRow)
  if (!found) throw new Error('no facts')
  return { ...found, module, asked }
}
