/** Who gets a list: pseudonyms, marks and wishes, never an address. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type Rhythm, rhythms } from '../model.ts'

const Subscriber = z.object({
  id: z.string(),
  list: z.string(),
  mark: z.string(),
  contact: z.string(),
  person: z.string().nullable(),
  shown: z.string().nullable(),
  state: z.enum(['asked', 'on', 'paused']),
  code: z.string(),
  bounce: z.string(),
  language: z.string(),
  rhythm: z.enum(rhythms),
  known: z.boolean(),
  score: z.number(),
  failedOn: z.string().nullable(),
  /** The proved domain of a member city by which the address is on a list of the members. */
  domain: z.string().nullable(),
  /** The city behind that domain does not belong to the coalition now. */
  outside: z.boolean(),
})
export type Subscriber = z.infer<typeof Subscriber>

const columns = sql`id, list, mark, contact, person, shown, state, code, bounce, language, rhythm,
  known, score, failed_on as "failedOn", domain, outside`

export async function addSubscriber(
  tx: Tx,
  it: Pick<
    Subscriber,
    'id' | 'list' | 'mark' | 'contact' | 'shown' | 'code' | 'bounce' | 'language' | 'domain'
  > & { at: string },
): Promise<void> {
  await tx.run(sql`insert into lists.subscriber
      (id, list, mark, contact, shown, state, code, bounce, language, domain, asked_at)
    values (${it.id}, ${it.list}, ${it.mark}, ${it.contact}, ${it.shown}, 'asked', ${it.code},
      ${it.bounce}, ${it.language}, ${it.domain}, ${it.at})`)
}

export function readByMark(tx: Tx, list: string, mark: string): Promise<Subscriber | undefined> {
  return tx.one(
    sql`select ${columns} from lists.subscriber where list = ${list} and mark = ${mark}`,
    Subscriber,
  )
}

export function readByCode(tx: Tx, code: string): Promise<Subscriber | undefined> {
  return tx.one(sql`select ${columns} from lists.subscriber where code = ${code}`, Subscriber)
}

export function readByBounce(tx: Tx, bounce: string): Promise<Subscriber | undefined> {
  return tx.one(sql`select ${columns} from lists.subscriber where bounce = ${bounce}`, Subscriber)
}

export function readSubscriber(tx: Tx, id: string): Promise<Subscriber | undefined> {
  return tx.one(sql`select ${columns} from lists.subscriber where id = ${id}`, Subscriber)
}

/** The subscription of somebody who is signed in; one that waits is none, nor is one whose city has left. */
export async function readByPerson(
  tx: Tx,
  list: string,
  person: string | null,
): Promise<Subscriber | undefined> {
  if (person === null) return undefined
  return tx.one(
    sql`select ${columns} from lists.subscriber
        where list = ${list} and person = ${person} and state <> 'asked' and not outside
        order by id limit 1`,
    Subscriber,
  )
}

/** The address is confirmed; a person who is signed in is this subscriber from now on. */
export async function confirm(tx: Tx, id: string, person: string | null): Promise<void> {
  await tx.run(sql`update lists.subscriber
    set state = case when state = 'asked' then 'on' else state end,
      person = coalesce(${person}, person) where id = ${id}`)
}

/** The address asked again; by which domain it is on a list of the members may have changed. */
export async function setDomain(tx: Tx, id: string, domain: string | null): Promise<void> {
  await tx.run(sql`update lists.subscriber set domain = ${domain} where id = ${id}`)
}

export async function setWishes(
  tx: Tx,
  it: { id: string; shown: string | null; rhythm: Rhythm; language: string },
): Promise<void> {
  await tx.run(sql`update lists.subscriber set shown = ${it.shown}, rhythm = ${it.rhythm},
    language = ${it.language} where id = ${it.id}`)
}

/** Letters go out again after a pause. */
export async function resume(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update lists.subscriber set state = 'on', score = 0, failed_on = null
    where id = ${id} and state = 'paused'`)
}

/** From now on this subscriber's messages go out without being looked at. */
export async function setKnown(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update lists.subscriber set known = true where id = ${id}`)
}

export async function setScore(
  tx: Tx,
  it: { id: string; score: number; day: string; pauses: boolean },
): Promise<void> {
  await tx.run(sql`update lists.subscriber set score = ${it.score}, failed_on = ${it.day},
    state = case when ${it.pauses} and state = 'on' then 'paused' else state end
    where id = ${it.id}`)
}

/** Nothing of a subscription is left but what was written, under the name that was shown, or without it. */
export async function removeSubscriber(tx: Tx, id: string, nameless: boolean): Promise<void> {
  await tx.run(sql`delete from lists.delivery where subscriber = ${id}`)
  await tx.run(sql`update lists.message set subscriber = null,
    shown = case when ${nameless} then null else shown end where subscriber = ${id}`)
  await tx.run(sql`delete from lists.subscriber where id = ${id}`)
}

/** Takes addresses out that nobody confirmed since then; gives their ids. */
export async function takeForgotten(tx: Tx, before: string, limit: number): Promise<string[]> {
  const gone = await tx.many(
    sql`delete from lists.subscriber where id in (select id from lists.subscriber
          where state = 'asked' and asked_at < ${before} order by asked_at limit ${limit})
        returning id`,
    z.object({ id: z.string() }),
  )
  return gone.map(({ id }) => id)
}
