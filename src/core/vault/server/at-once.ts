/**
 * Reading in one question. The vault remembers on which facts the checks said yes. While they are word for word the
 * same, the question that asks for them writes the access row and takes out what is sealed as well; where one differs
 * it does neither, and the reading is asked again fact by fact, which says why not.
 */
import { newId } from '#core/kernel'
import { sql, type Statement, type Tx } from '#core/database'
import { z } from 'zod'
import { rowOf } from './access-row.ts'
import { denialOf, limitOf } from './checks.ts'
import { kindOf } from './derive.ts'
import { askingFacts, type Facts, factsRow } from './facts.ts'
import { type Asked, datumRow, readAlone, unsealed, type Values, valuesIn } from './read.ts'
import type { Strongroom } from './strongroom.ts'

/** On what the checks said yes: as the vault judges by it, and as its database says it. */
interface Known {
  readonly facts: Facts
  readonly said: string
}

/** Kinds of readings that are remembered: a service, a purpose, and which of its fields. */
const KINDS = 2_000
const remembered = new WeakMap<Strongroom, Map<string, Known>>()

const kindOfReading = (module: string, { purpose, version, fields }: Asked) =>
  JSON.stringify([module, purpose, version, fields])

function knownIn(room: Strongroom): Map<string, Known> {
  const known = remembered.get(room) ?? new Map<string, Known>()
  remembered.set(room, known)
  return known
}

const { person, before } = factsRow.shape
const foundRow = z.object({
  person,
  before,
  said: z.string().nullable(),
  logged: z.string().nullable(),
})
const rowShape = foundRow.extend(
  Object.fromEntries(
    Object.entries(datumRow.shape).map(([name, shape]) => [name, shape.nullable()]),
  ),
)

/** What to write and to take out, on which condition. */
function question(module: string, asked: Asked, known: Known | undefined): Statement {
  const kept = [...new Set(asked.fields.map((one) => kindOf(one).from))]
  const facts: Facts = { ...(known?.facts ?? nobody), module, asked }
  const row = rowOf(facts, {
    id: newId(asked.at),
    person: sql`j.person`,
    from: sql`from judged j where j.person is not null and j.said = ${known?.said ?? ''}
      and j.before < ${limitOf(facts.purpose)}::int`,
  })
  return sql`with fact as materialized (${askingFacts(module, asked)}),
    judged as materialized (
      select f.*, (to_jsonb(f) - 'person' - 'before')::text as said from fact f),
    logged as (${row} returning id)
    select j.person, j.before, case when l.id is null then j.said end as said, l.id as logged,
      d.field, d.item, d.keyver, d.iv, d.ciphertext, k.wrapped, k.master
    from judged j left join logged l on true
    left join vault.datum d on l.id is not null and d.person = j.person
      and d.field = any(${kept}::text[]) and d.item is null and d.batch is null
      and (d.case_ref is null or d.case_ref = ${asked.case ?? null})
    left join keys.dek k on k.person = d.person and k.class = d.class and k.version = d.keyver
    order by d.id`
}

/** Of whom nothing is known yet: by these facts nobody reads. */
const nobody: Omit<Facts, 'module' | 'asked'> = {
  purpose: null,
  active: false,
  recorded: false,
  unassessed: true,
  person: null,
  granted: false,
  coded: false,
  batch: null,
  known: [],
  special: false,
  consent: null,
  restricted: true,
  objected: true,
  mandated: false,
  before: 0,
}

const dataRow = z.array(datumRow)

/** The facts that did not do, as the database said them. */
function factsIn({ person, before, said }: z.infer<typeof foundRow>) {
  return factsRow.parse({ ...(JSON.parse(said ?? '{}') as object), person, before })
}

/** The values, where all is as it was; undefined where the reading has to be asked fact by fact. */
async function tried(
  tx: Tx,
  room: Strongroom,
  of: { readonly module: string; readonly asked: Asked; readonly known: Known | undefined },
): Promise<Values | undefined> {
  const { module, asked, known } = of
  const rows = await tx.many(sql.last(sql.often(question(module, asked, known))), rowShape)
  const found = foundRow.parse(rows[0])
  if (found.logged === null || !known) {
    const facts = factsIn(found)
    // What is not settled yet is nobody else's fact.
    if (!denialOf({ ...facts, module, asked }) && facts.batch === null)
      remember(room, { ...facts, module, asked }, found.said ?? '')
    return undefined
  }
  const facts: Facts = { ...known.facts, person: found.person, before: found.before, asked }
  const denial = denialOf(facts)
  if (denial) throw new Error(`a reading was logged that is denied: ${denial.why}`)
  const data = dataRow.parse(rows.filter(({ field }) => field !== null))
  return valuesIn(await unsealed(room, facts.person, data), asked)
}

function remember(room: Strongroom, facts: Facts, said: string): void {
  const known = knownIn(room)
  const kind = kindOfReading(facts.module, facts.asked)
  if (known.has(kind) || known.size < KINDS) known.set(kind, { facts, said })
}

/** By what is remembered, if it would be allowed by that: who asks and when is of this reading. */
function usable(known: Known | undefined, asked: Asked): Known | undefined {
  if (!known) return undefined
  return denialOf({ ...known.facts, asked, person: asked.ref, before: 0 }) ? undefined : known
}

/**
 * Reads for a service: what comes back was logged, and the log committed, before anybody sees it. An emergency, or the
 * code of somebody without an account, is asked fact by fact.
 */
export async function read(room: Strongroom, module: string, asked: Asked): Promise<Values> {
  const known = usable(knownIn(room).get(kindOfReading(module, asked)), asked)
  const values =
    asked.emergency || asked.code !== undefined
      ? undefined
      : await room.db.transact((tx) => tried(tx, room, { module, asked, known }))
  return values ?? readAlone(room, module, asked)
}
