/** Milestones, indicators with their series, and what was changed. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { changeable, type Changeable, proofs } from '../model.ts'

const Milestone = z.object({
  commitment: z.number(),
  place: z.number(),
  text: z.string(),
  deliverable: z.string().nullable(),
  dueOn: z.string().nullable(),
  proof: z.enum(proofs).nullable(),
  reachedOn: z.string().nullable(),
  link: z.string().nullable(),
  sha256: z.string().nullable(),
})
/** A step of a commitment. */
export type Milestone = z.infer<typeof Milestone>

const steps = sql`commitment, place, text, deliverable, due_on as "dueOn", proof,
  reached_on as "reachedOn", link, sha256`

/** The steps of these commitments, in the order in which they were promised. */
export function listMilestones(tx: Tx, numbers: readonly number[]): Promise<Milestone[]> {
  return tx.many(
    sql`select ${steps} from commitments.milestone
        where commitment = any(${[...numbers]}::integer[]) order by commitment, place`,
    Milestone,
  )
}

export async function readMilestone(tx: Tx, number: number, place: number): Promise<Milestone> {
  const found = await tx.one(
    sql`select ${steps} from commitments.milestone
        where commitment = ${number} and place = ${place}`,
    Milestone,
  )
  if (!found) throw new Refusal('not-found', ['no-such-milestone'])
  return found
}

/** Adds a step at the end; gives its place. */
export async function addMilestone(
  tx: Tx,
  number: number,
  it: Pick<Milestone, 'text' | 'deliverable' | 'dueOn' | 'proof'>,
): Promise<number> {
  const row = await tx.one(
    sql`insert into commitments.milestone (commitment, place, text, deliverable, due_on, proof)
        select ${number}, coalesce(max(place), 0) + 1, ${it.text}::text, ${it.deliverable}::text,
          ${it.dueOn}::date, ${it.proof}::text
        from commitments.milestone where commitment = ${number} returning place`,
    z.object({ place: z.number() }),
  )
  return row?.place ?? 1
}

export async function setReached(
  tx: Tx,
  { commitment, place }: Pick<Milestone, 'commitment' | 'place'>,
  it: { on: string; link: string | null; sha256: string | null },
): Promise<void> {
  await tx.run(sql`update commitments.milestone set reached_on = ${it.on}, link = ${it.link},
    sha256 = ${it.sha256} where commitment = ${commitment} and place = ${place}`)
}

export async function setDue(
  tx: Tx,
  { commitment, place }: Pick<Milestone, 'commitment' | 'place'>,
  dueOn: string,
): Promise<void> {
  await tx.run(sql`update commitments.milestone set due_on = ${dueOn}
    where commitment = ${commitment} and place = ${place}`)
}

const Indicator = z.object({
  place: z.number(),
  name: z.string(),
  unit: z.string(),
  baseline: z.number(),
  baselineOn: z.string(),
  target: z.number(),
  targetOn: z.string(),
  source: z.string(),
})
/** What is measured, from where to where. */
export type Indicator = z.infer<typeof Indicator>

const figures = sql`place, name, unit, baseline, baseline_on as "baselineOn", target,
  target_on as "targetOn", source`

export function listIndicators(tx: Tx, number: number): Promise<Indicator[]> {
  return tx.many(
    sql`select ${figures} from commitments.indicator where commitment = ${number} order by place`,
    Indicator,
  )
}

export async function readIndicator(tx: Tx, number: number, place: number): Promise<Indicator> {
  const found = (await listIndicators(tx, number)).find((one) => one.place === place)
  if (!found) throw new Refusal('not-found', ['no-such-indicator'])
  return found
}

/** Adds an indicator at the end; gives its place. */
export async function addIndicator(
  tx: Tx,
  number: number,
  it: Omit<Indicator, 'place'>,
): Promise<number> {
  const place = (await listIndicators(tx, number)).length + 1
  await tx.run(sql`insert into commitments.indicator
      (commitment, place, name, unit, baseline, baseline_on, target, target_on, source)
    values (${number}, ${place}, ${it.name}, ${it.unit}, ${it.baseline}, ${it.baselineOn},
      ${it.target}, ${it.targetOn}, ${it.source})`)
  return place
}

export async function setTarget(
  tx: Tx,
  number: number,
  it: Pick<Indicator, 'place' | 'target' | 'targetOn'>,
): Promise<void> {
  await tx.run(sql`update commitments.indicator set target = ${it.target},
    target_on = ${it.targetOn} where commitment = ${number} and place = ${it.place}`)
}

const Measurement = z.object({ indicator: z.number(), on: z.string(), value: z.number() })
/** One figure of a series. */
export type Measurement = z.infer<typeof Measurement>

/** The series of all indicators of a commitment, the oldest first. */
export function listMeasurements(tx: Tx, number: number): Promise<Measurement[]> {
  return tx.many(
    sql`select indicator, measured_on as "on", value from commitments.measurement
        where commitment = ${number} order by indicator, measured_on, at limit 1000`,
    Measurement,
  )
}

export async function addMeasurement(
  tx: Tx,
  number: number,
  it: Measurement & { id: string; at: string },
): Promise<void> {
  await tx.run(sql`insert into commitments.measurement
      (id, commitment, indicator, measured_on, value, at)
    values (${it.id}, ${number}, ${it.indicator}, ${it.on}, ${it.value}, ${it.at})`)
}

const Change = z.object({
  what: z.enum(changeable),
  place: z.number().nullable(),
  old: z.string(),
  new: z.string(),
  reason: z.string(),
  at: z.string(),
})
/** Something that is no longer as it was promised. */
export type Change = z.infer<typeof Change>

export function listChanges(tx: Tx, number: number): Promise<Change[]> {
  return tx.many(
    sql`select what, place, old, new, reason, at from commitments.change
        where commitment = ${number} order by at, id limit 500`,
    Change,
  )
}

export async function addChange(
  tx: Tx,
  number: number,
  it: Omit<Change, 'what'> & { id: string; what: Changeable },
): Promise<void> {
  await tx.run(sql`insert into commitments.change
      (id, commitment, what, place, old, new, reason, at)
    values (${it.id}, ${number}, ${it.what}, ${it.place}, ${it.old}, ${it.new}, ${it.reason},
      ${it.at})`)
}
