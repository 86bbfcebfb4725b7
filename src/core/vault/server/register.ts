/** The register of residents as keyed hashes (privacy-record.md 2.7): who knows all of a row finds it, nobody else. */
import { addDays, ageOn, newId } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Wait } from '../account-model.ts'
import { spend } from './attempts.ts'
import { personOf } from './persons.ts'
import { hashOfFacts } from './residence.ts'
import { identifying } from './residence-shapes.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

const who = z.object({ ...identifying, postcode: name, number: name.min(4) })

export const takeInput = z.object({
  run: name,
  rows: z.array(who.extend({ district: name })).max(500),
  at: moment,
})
export const finishInput = z.object({ run: name })
export const findInput = z.object({ ref: name, who, at: moment })

const tagOf = (room: Strongroom, of: z.infer<typeof who>) =>
  hashOfFacts(room, 'register', [of.name, of.birthDate, of.postcode, of.number])

const SIXTEEN = 16

/** The day somebody is so many years old; who was born on a leap day is on the first of March. */
export function yearsOn(birthDate: string, years: number): string {
  const [year = '', ...rest] = birthDate.split('-')
  const day = [String(Number(year) + years).padStart(4, '0'), ...rest].join('-')
  return z.iso.date().safeParse(day).success ? day : addDays(day.replace(/-29$/, '-28'), 1)
}

/** Takes a portion in: of each row a hash, the district, and the day of sixteen while that is to come. */
export async function take(room: Strongroom, asked: z.infer<typeof takeInput>): Promise<void> {
  const today = asked.at.slice(0, 10)
  const rows = asked.rows.map((row) => ({
    tag: tagOf(room, row).toString('hex'),
    district: row.district,
    from: ageOn(today, row.birthDate) >= SIXTEEN ? null : yearsOn(row.birthDate, SIXTEEN),
  }))
  const unique = [...new Map(rows.map((row) => [row.tag, row])).values()]
  await room.db.transact((tx) =>
    tx.run(sql`insert into vault.register (tag, district, over16_from, run)
      select decode(n.tag, 'hex'), n.district, n.over16::date, ${asked.run}
      from unnest(${unique.map(({ tag }) => tag)}::text[],
        ${unique.map(({ district }) => district)}::text[],
        ${unique.map(({ from }) => from)}::text[]) as n (tag, district, over16)
      on conflict (tag) do update set district = excluded.district,
        over16_from = excluded.over16_from, run = excluded.run`),
  )
}

/** The list is whole: whoever is not on it any more is taken out. */
export async function finish(
  room: Strongroom,
  { run }: z.infer<typeof finishInput>,
): Promise<number> {
  return room.db.transact(async (tx) => {
    await tx.run(sql`delete from vault.register where run <> ${run}`)
    const row = await tx.one(
      sql`select count(*)::int as all from vault.register`,
      z.object({ all: z.number() }),
    )
    return row?.all ?? 0
  })
}

/** Whoever looks themselves up finds it in their folder: the register was asked, whatever it said. */
async function note(tx: Tx, module: string, of: { person: string; ref: string; at: string }) {
  await tx.run(sql`insert into vault.access
    (id, at, person, purpose, purpose_version, fields, module, actor_kind, actor_ref, basis, recipients,
      outcome, visible_from)
    select ${newId(of.at)}, ${of.at}, ${of.person}, p.id, p.version,
      array(select jsonb_array_elements_text(p.body -> 'fields')), ${module}, 'self', ${of.ref},
      p.body -> 'basis', array(select jsonb_array_elements_text(p.body -> 'recipients')),
      'read', ${of.at}
    from vault.purpose p where p.id = ${LOOKED_UP} and p.active`)
}

/** The purpose under which the service asks (`services/residence/purposes.ts`). */
const LOOKED_UP = 'residence.ask-register'

const found = z.object({ district: z.string(), over16From: z.string().nullable() })

/** Five tries for a person, then a wait that grows: nobody tries the numbers of a neighbour. */
export async function find(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof findInput>,
): Promise<z.infer<typeof found> | null | Wait> {
  const person = await room.db.look((tx) => personOf(tx, module, asked.ref))
  const wait = await spend(room, [{ what: 'account', who: `register ${person}` }], asked.at)
  if (wait) return wait
  const row = await room.db.transact(async (tx) => {
    await note(tx, module, { person, ref: asked.ref, at: asked.at })
    return tx.one(
      sql`select district, over16_from::text as "over16From" from vault.register
        where tag = ${tagOf(room, asked.who)}`,
      found,
    )
  })
  return row ?? null
}
