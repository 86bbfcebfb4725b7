/** Groups: who belongs to them, what they filed, and what they have to do. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { documentKinds } from '../model.ts'

const Group = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  closedBecause: z.string().nullable(),
  chair: z.string().nullable(),
  foundedOn: z.string(),
  endedOn: z.string().nullable(),
})
export type Group = z.infer<typeof Group>

const columns = sql`id, name, purpose, closed_because as "closedBecause", chair,
  founded_on as "foundedOn", ended_on as "endedOn"`

/** Every group, those that ended last. */
export function listGroups(tx: Tx): Promise<Group[]> {
  return tx.many(
    sql`select ${columns} from groups."group" order by ended_on is not null, name limit 200`,
    Group,
  )
}

/** One group; nobody else changes it until this transaction ends. */
export async function lockGroup(tx: Tx, id: string): Promise<Group> {
  await tx.run(sql`select 1 from groups."group" where id = ${id} for update`)
  return readGroup(tx, id)
}

export async function readGroup(tx: Tx, id: string): Promise<Group> {
  const found = await findGroup(tx, id)
  if (!found) throw new Refusal('not-found', ['no-such-group'])
  return found
}

export function findGroup(tx: Tx, id: string): Promise<Group | undefined> {
  return tx.one(sql`select ${columns} from groups."group" where id = ${id}`, Group)
}

export async function addGroup(
  tx: Tx,
  it: Pick<Group, 'id' | 'name' | 'purpose' | 'closedBecause' | 'foundedOn'>,
): Promise<void> {
  await tx.run(sql`insert into groups."group" (id, name, purpose, closed_because, founded_on)
    values (${it.id}, ${it.name}, ${it.purpose}, ${it.closedBecause}, ${it.foundedOn})`)
}

export async function setEnded(tx: Tx, it: { id: string; on: string }): Promise<void> {
  await tx.run(sql`update groups."group" set ended_on = ${it.on} where id = ${it.id}`)
}

/** Why it is closed; null: it is public. */
export async function setClosed(tx: Tx, it: { id: string; because: string | null }): Promise<void> {
  await tx.run(sql`update groups."group" set closed_because = ${it.because} where id = ${it.id}`)
}

export async function setChair(tx: Tx, it: { id: string; city: string | null }): Promise<void> {
  await tx.run(sql`update groups."group" set chair = ${it.city} where id = ${it.id}`)
}

const Member = z.object({ city: z.string(), since: z.string(), leftOn: z.string().nullable() })
export type Member = z.infer<typeof Member>

/** Cities of a group, those that left last. */
export function listMembers(tx: Tx, group: string): Promise<Member[]> {
  return tx.many(
    sql`select city, since, left_on as "leftOn" from groups.member where "group" = ${group}
      order by left_on is not null, city limit 1000`,
    Member,
  )
}

export async function isInGroup(tx: Tx, it: { group: string; city: string }): Promise<boolean> {
  const found = await tx.one(
    sql`select city, since, left_on as "leftOn" from groups.member
      where "group" = ${it.group} and city = ${it.city} and left_on is null`,
    Member,
  )
  return found !== undefined
}

/** A city is in the group from this day on; who came back on the day of leaving never left. */
export async function addMember(
  tx: Tx,
  it: { group: string; city: string; since: string },
): Promise<void> {
  await tx.run(sql`insert into groups.member ("group", city, since)
    values (${it.group}, ${it.city}, ${it.since})
    on conflict ("group", city, since) do update set left_on = null`)
}

export async function setLeft(
  tx: Tx,
  it: { group: string; city: string; on: string },
): Promise<void> {
  await tx.run(sql`update groups.member set left_on = ${it.on}
    where "group" = ${it.group} and city = ${it.city} and left_on is null`)
  await tx.run(sql`update groups."group" set chair = null
    where id = ${it.group} and chair = ${it.city}`)
}

const Document = z.object({
  number: z.number(),
  city: z.string().nullable(),
  kind: z.enum(documentKinds),
  title: z.string(),
  on: z.string(),
  text: z.string().nullable(),
  link: z.string().nullable(),
  sha256: z.string(),
})
export type Document = z.infer<typeof Document>

const Numbered = z.object({ number: z.number() })

/** Files minutes or a document; gives its number. */
export async function addDocument(
  tx: Tx,
  it: Omit<Document, 'number'> & { group: string; at: string },
): Promise<number> {
  const made = await tx.one(
    sql`insert into groups.document ("group", city, kind, title, "on", text, link, sha256, filed_at)
      values (${it.group}, ${it.city}, ${it.kind}, ${it.title}, ${it.on}, ${it.text}, ${it.link}, ${it.sha256},
        ${it.at}) returning number`,
    Numbered,
  )
  return made?.number ?? 0
}

/** What a group filed, the newest first. */
export function listDocuments(tx: Tx, group: string): Promise<Document[]> {
  return tx.many(
    sql`select number, city, kind, title, "on", text, link, sha256 from groups.document
      where "group" = ${group} order by "on" desc, number desc limit 200`,
    Document,
  )
}

const Task = z.object({
  number: z.number(),
  title: z.string(),
  city: z.string().nullable(),
  dueOn: z.string(),
  doneOn: z.string().nullable(),
})
export type Task = z.infer<typeof Task>

export async function addTask(
  tx: Tx,
  it: { group: string; title: string; city: string | null; dueOn: string },
): Promise<number> {
  const made = await tx.one(
    sql`insert into groups.task ("group", title, city, due_on)
      values (${it.group}, ${it.title}, ${it.city}, ${it.dueOn}) returning number`,
    Numbered,
  )
  return made?.number ?? 0
}

/** Tasks of a group, the open ones by when they are due. */
export function listTasks(tx: Tx, group: string): Promise<Task[]> {
  return tx.many(
    sql`select number, title, city, due_on as "dueOn", done_on as "doneOn" from groups.task
      where "group" = ${group} order by done_on is not null, due_on, number limit 200`,
    Task,
  )
}

/** A task is done; false when there is none that is open. */
export async function setDone(
  tx: Tx,
  it: { group: string; number: number; on: string },
): Promise<boolean> {
  const touched = await tx.run(sql`update groups.task set done_on = ${it.on}
    where "group" = ${it.group} and number = ${it.number} and done_on is null`)
  return touched > 0
}
