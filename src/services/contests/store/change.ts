/** Changing contests: one row at a time, held, and only as it stood when somebody looked. */
import { sql, type Statement, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { idIn, over, type State } from '../model.ts'
import { type Contest, columns, ContestRow, type Event } from './rows.ts'

/** The hash by which a code is known; it has chance enough that nobody guesses it. */
const hashOf = (code: string) => {
  const plain = code.toLowerCase().replace(/[^0-9a-z]/g, '')
  return sql`sha256(convert_to(${`contest ${plain}`}, 'UTF8'))`
}

/** What is known of a contest when it comes in. */
export type Incoming = Pick<
  Contest,
  | 'kind'
  | 'channel'
  | 'report'
  | 'decision'
  | 'algorithm'
  | 'algorithmVersion'
  | 'decidedAt'
  | 'category'
  | 'wanted'
  | 'district'
  | 'language'
  | 'ref'
  | 'grounds'
  | 'receivedAt'
  | 'dueOn'
> & { readonly code: string }

/** Puts a contest in; gives its id. */
export async function addContest(tx: Tx, it: Incoming): Promise<number> {
  const added = await tx.one(
    sql`insert into contests.contest (state, kind, channel, report, decision, algorithm,
        algorithm_version, decided_at, category, wanted, district, language, ref, code_hash, grounds,
        received_at, due_on)
      values ('acknowledged', ${it.kind}, ${it.channel}, ${it.report}, ${it.decision},
        ${it.algorithm}, ${it.algorithmVersion}, ${it.decidedAt}, ${it.category}, ${it.wanted},
        ${it.district}, ${it.language}, ${it.ref}, ${hashOf(it.code)}, ${it.grounds},
        ${it.receivedAt}, ${it.dueOn}) returning id`,
    z.object({ id: z.number() }),
  )
  if (!added) throw new Error('a contest was put in but not given back')
  return added.id
}

const unknown = () => new Refusal('not-found', ['no-such-contest'])

async function one(tx: Tx, which: Statement, held = sql.empty): Promise<Contest> {
  const row = await tx.one(
    sql`select ${columns} from contests.contest where ${which} ${held}`,
    ContestRow,
  )
  if (!row) throw unknown()
  return row
}

/** A contest by its number. */
export function readContest(tx: Tx, number: string): Promise<Contest> {
  return one(tx, sql`id = ${idIn(number) ?? 0}`)
}

/** Holds a contest as the one who looked at this version of it. */
export async function holdAt(
  tx: Tx,
  { number, version }: { number: string; version: number },
): Promise<Contest> {
  const row = await one(tx, sql`id = ${idIn(number) ?? 0}`, sql`for update`)
  if (row.version !== version) throw new Refusal('conflict', ['contest-changed-meanwhile'])
  return row
}

/** Which contest is meant by a code, or by its number when whoever contested is signed in. */
function mine(which: string, ref: string | null): Statement {
  const id = idIn(which)
  if (id !== undefined && ref !== null) return sql`id = ${id} and ref = ${ref}`
  return sql`code_hash = ${hashOf(which)}`
}

/** The contest behind a code, or behind a number of one's own. */
export function readMine(tx: Tx, which: string, ref: string | null): Promise<Contest> {
  return one(tx, mine(which, ref))
}

/** The same, held until the action is over. */
export function holdMine(tx: Tx, which: string, ref: string | null): Promise<Contest> {
  return one(tx, mine(which, ref), sql`for update`)
}

/** What may change on a contest that is held. */
export type Change = Partial<
  Pick<
    Contest,
    | 'state'
    | 'dueOn'
    | 'extendedWhy'
    | 'escalatedOn'
    | 'remedyBy'
    | 'remedyEscalatedOn'
    | 'reviewer'
    | 'secondReviewer'
    | 'outcome'
    | 'changed'
    | 'similar'
    | 'role'
    | 'unit'
    | 'answer'
    | 'firstAnswer'
    | 'answeredAt'
    | 'againUntil'
    | 'rightCategory'
    | 'endedAt'
  >
>

const COLUMNS: Readonly<Record<keyof Change, Statement>> = {
  state: sql`state`,
  dueOn: sql`due_on`,
  extendedWhy: sql`extended_why`,
  escalatedOn: sql`escalated_on`,
  remedyBy: sql`remedy_by`,
  remedyEscalatedOn: sql`remedy_escalated_on`,
  reviewer: sql`reviewer`,
  secondReviewer: sql`second_reviewer`,
  outcome: sql`outcome`,
  changed: sql`changed`,
  similar: sql`similar_ones`,
  role: sql`role`,
  unit: sql`unit`,
  answer: sql`answer`,
  firstAnswer: sql`first_answer`,
  answeredAt: sql`answered_at`,
  againUntil: sql`again_until`,
  rightCategory: sql`right_category`,
  endedAt: sql`ended_at`,
}

/** Changes a held contest. Every change raises its version. */
export async function change(tx: Tx, id: number, it: Change): Promise<void> {
  const names = Object.keys(it) as (keyof Change)[]
  const set = names
    .filter((name) => it[name] !== undefined)
    .map((name) => sql`${COLUMNS[name]} = ${it[name] ?? null}`)
  await tx.run(sql`update contests.contest set ${sql.join([...set, sql`version = version + 1`])}
    where id = ${id}`)
}

/** Words are gone, and the day stands in their place. */
export async function forget(tx: Tx, id: number, on: string): Promise<void> {
  await tx.run(sql`update contests.contest
    set grounds = '', answer = null, first_answer = null, erased_on = ${on}::date,
      version = version + 1
    where id = ${id} and erased_on is null`)
}

/** Somebody closes their account: nothing leads to them any more, and their words go, of what is open when it is over. */
export async function forgetPerson(tx: Tx, ref: string, now: string): Promise<void> {
  await tx.run(sql`update contests.contest
    set grounds = '', answer = null, first_answer = null, erased_on = ${now.slice(0, 10)}::date
    where ref = ${ref} and erased_on is null and ${anyOf(over)}`)
  await tx.run(sql`update contests.contest set ref = null, forget_at_end = true where ref = ${ref}`)
}

/** Something happened: when, in which role, never by whom. */
export async function addEvent(
  tx: Tx,
  it: Event & { readonly id: string; readonly contest: number },
): Promise<void> {
  const { id, contest, at, state, by, badge, says } = it
  await tx.run(sql`insert into contests.event (id, contest, at, state, by, badge, says)
    values (${id}, ${contest}, ${at}, ${state}, ${by}, ${badge}, ${says})`)
}

/** Keeps a category that a person found right, for training. */
export async function addLabel(
  tx: Tx,
  { id, decision, report, category, language }: Contest,
  { after, at }: { readonly after: string; readonly at: string },
): Promise<void> {
  await tx.run(sql`insert into contests.label (contest, decision, report, before, after, language, at)
    values (${id}, ${decision}, ${report}, ${category}, ${after}, ${language}, ${at})
    on conflict (contest) do update set after = excluded.after, at = excluded.at`)
}

/** Which states are meant, for lists. */
export const anyOf = (all: readonly State[]): Statement => sql`state = any(${[...all]}::text[])`
