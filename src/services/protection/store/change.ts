/** Changing requests: one row at a time, locked, and only as it stood when somebody looked. */
import { sql, type Statement, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { idIn } from '../model/kinds.ts'
import { type Asked, columns, type Event, RequestRow } from './rows.ts'

/** What is known of a request when it comes in. */
export interface Incoming extends Pick<
  Asked,
  | 'ref'
  | 'kind'
  | 'language'
  | 'access'
  | 'field'
  | 'class'
  | 'purpose'
  | 'about'
  | 'identified'
  | 'receivedAt'
  | 'receivedOn'
  | 'dueOn'
  | 'pausedOn'
> {
  readonly id: number
  readonly code: string | null
}

/** The number of the next request: what is kept in the vault for it has to name it beforehand. */
export async function takeId(tx: Tx): Promise<number> {
  const row = await tx.one(
    sql`select nextval(pg_get_serial_sequence('protection.request', 'id'))::int as id`,
    z.object({ id: z.number() }),
  )
  return row?.id ?? 0
}

/** The hash by which a code is known; it has chance enough that nobody guesses it. */
const hashOf = (code: string) => sql`sha256(convert_to(${`request ${code}`}, 'UTF8'))`

export async function addRequest(tx: Tx, it: Incoming): Promise<void> {
  const hash = it.code === null ? sql`null` : hashOf(it.code)
  await tx.run(sql`insert into protection.request (id, ref, kind, state, language, access, field,
      class, purpose, about, identified, received_at, received_on, due_on, paused_on, code_hash)
    values (${it.id}, ${it.ref}, ${it.kind}, 'received', ${it.language}, ${it.access}, ${it.field},
      ${it.class}, ${it.purpose}, ${it.about}, ${it.identified}, ${it.receivedAt}, ${it.receivedOn},
      ${it.dueOn}, ${it.pausedOn}, ${hash})`)
}

const unknown = () => new Refusal('not-found', ['no-such-request'])

/** Holds a request while something is done with it. */
export async function hold(tx: Tx, number: string): Promise<Asked> {
  const id = idIn(number)
  const row =
    id === undefined
      ? undefined
      : await tx.one(
          sql`select ${columns} from protection.request where id = ${id} for update`,
          RequestRow,
        )
  if (!row) throw unknown()
  return row
}

/** Holds a request as the one who looked at this version of it. */
export async function holdAt(
  tx: Tx,
  { number, version }: { number: string; version: number },
): Promise<Asked> {
  const row = await hold(tx, number)
  if (row.version !== version) throw new Refusal('conflict', ['request-changed-meanwhile'])
  return row
}

/** A request of this person; another's is as if there were none. */
export async function holdOwn(tx: Tx, number: string, ref: string | null): Promise<Asked> {
  const row = await hold(tx, number)
  if (ref === null || row.ref !== ref || row.identified !== null) throw unknown()
  return row
}

/** The request that belongs to a code. */
export async function readByCode(tx: Tx, code: string): Promise<Asked> {
  const row = await tx.one(
    sql`select ${columns} from protection.request where code_hash = ${hashOf(code)}`,
    RequestRow,
  )
  if (!row) throw unknown()
  return row
}

/** Sets columns of a request that is held. */
export async function change(tx: Tx, id: number, set: Statement): Promise<void> {
  await tx.run(sql`update protection.request set ${set}, version = version + 1 where id = ${id}`)
}

/** Something happened: when, in which role, never by whom. */
export async function addEvent(
  tx: Tx,
  it: Omit<Event, 'badge' | 'unit' | 'says'> &
    Partial<Event> & { readonly id: string; readonly request: number },
): Promise<void> {
  const { id, request, at, kind, by, badge = null, unit = null, says = null } = it
  await tx.run(sql`insert into protection.event (id, request, at, kind, by, badge, unit, says)
    values (${id}, ${request}, ${at}, ${kind}, ${by}, ${badge}, ${unit}, ${says})`)
}
