/** Parental and court mandates: one official asks with a file, another agrees (privacy-record.md 2.9). */
import { randomUUID } from 'node:crypto'
import { sql, type Tx } from '#core/database'
import { dateIn, dayBegins } from '#core/kernel'
import { z } from 'zod'
import type { WaitingMandate } from '../mandate-model.ts'
import { MANDATES } from '../mandate-model.ts'
import { personAtDesk, spendAtDesk } from './desk-number.ts'
import { sealName } from './mandate-names.ts'
import { scopes } from './mandates.ts'
import { newPerson, personOf, refFor } from './persons.ts'
import { yearsOn } from './register.ts'
import { identityOf } from './residence.ts'
import { moment, name } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

const MAJORITY = 18
const called = z.string().trim().min(1).max(100)

export const openInput = z.object({
  official: name,
  badge: z.string().max(20),
  kind: z.enum(['parental', 'court']),
  delegate: z.string().max(40),
  delegateName: called,
  person: z.string().max(40).optional(),
  personName: called,
  birthDate: z.iso.date(),
  scopes,
  evidence: name,
  until: z.iso.date().optional(),
  /** By whose clocks a day ends. */
  zone: name.default('UTC'),
  at: moment,
})
export const waitingInput = z.object({ official: name })
export const approveInput = z.object({ official: name, mandate: z.uuid(), at: moment })
export const stopInput = z.object({ evidence: name, at: moment })

type Asked = z.infer<typeof openInput>
type No = 'delegate' | 'person' | 'same' | 'adult' | 'until' | 'own'

/** The last day: of a parental mandate the eighteenth birthday, of a court's the day it said. */
function lastDay({ kind, birthDate, until, zone, at }: Asked): { day: string } | { no: No } {
  const majority = yearsOn(birthDate, MAJORITY)
  const day = kind === 'parental' ? (until && until < majority ? until : majority) : until
  if (day === undefined) return { no: 'until' }
  if (day <= dateIn(at, zone)) return { no: kind === 'parental' ? 'adult' : 'until' }
  return { day }
}

/** Somebody represented without an account: the same name and day of birth are the same person. */
async function withoutAccount(tx: Tx, identity: Buffer, at: string): Promise<string> {
  const row = await tx.one(
    sql`select person from vault.mandate where identity = ${identity} order by asked_at limit 1`,
    z.object({ person: z.string() }),
  )
  return row?.person ?? newPerson(tx, at, null)
}

async function insert(
  tx: Tx,
  room: Strongroom,
  asked: Asked,
  of: { person: string; delegate: string; identity: Buffer | null; day: string },
): Promise<string> {
  const mandate = randomUUID()
  const { person, delegate, identity } = of
  const theirs = await sealName(tx, room, { mandate, person }, asked.delegateName)
  const others = await sealName(tx, room, { mandate, person: delegate }, asked.personName)
  await tx.run(sql`insert into vault.mandate (mandate, kind, person, delegate, scopes, evidence,
      identity, asked_at, asked_by, badge, until_at, delegate_keyver, delegate_iv, delegate_name,
      person_keyver, person_iv, person_name)
    values (${mandate}, ${asked.kind}, ${person}, ${delegate}, ${asked.scopes}, ${asked.evidence},
      ${identity}, ${asked.at}, ${asked.official}, ${asked.badge}, ${dayBegins(of.day, asked.zone)},
      ${theirs.keyver}, ${theirs.iv}, ${theirs.ciphertext}, ${others.keyver}, ${others.iv},
      ${others.ciphertext})`)
  return mandate
}

async function asked(tx: Tx, room: Strongroom, module: string, of: Asked) {
  const last = lastDay(of)
  if ('no' in last) return last
  const delegate = await personAtDesk(tx, room, of.delegate, of.at)
  if (delegate === undefined) return { no: 'delegate' as const }
  const known = of.person ? await personAtDesk(tx, room, of.person, of.at) : null
  if (known === undefined) return { no: 'person' as const }
  const identity = known ? null : identityOf(room, { name: of.personName, birthDate: of.birthDate })
  const person = known ?? (await withoutAccount(tx, identity ?? Buffer.alloc(0), of.at))
  if (person === delegate) return { no: 'same' as const }
  const official = await personOf(tx, module, of.official)
  if (official === delegate || official === person) return { no: 'own' as const }
  await refFor(tx, room, 'people', person)
  return { mandate: await insert(tx, room, of, { person, delegate, identity, day: last.day }) }
}

/** One official asks; the day of birth is used for the end and kept nowhere. */
export async function open(room: Strongroom, module: string, of: Asked) {
  const wait = await spendAtDesk(room, of.official, of.at)
  if (wait) return wait
  return room.db.transact((tx) => asked(tx, room, module, of))
}

const waitingRow: z.ZodType<WaitingMandate> = z.object({
  mandate: z.string(),
  kind: z.enum(MANDATES),
  scopes: z.array(z.string()),
  evidence: z.string(),
  until: z.string(),
  askedAt: z.string(),
  badge: z.string(),
  own: z.boolean(),
})

const waits = sql`from_at is null and ended_at is null and asked_by is not null`

/** What waits for a second official, the oldest first. */
export function waiting(
  room: Strongroom,
  { official }: z.infer<typeof waitingInput>,
): Promise<WaitingMandate[]> {
  return room.db.look((tx) =>
    tx.many(
      sql`select mandate, kind, scopes, evidence, until_at as until, asked_at as "askedAt", badge,
          asked_by = ${official} as own
        from vault.mandate where ${waits} order by asked_at, mandate limit 100`,
      waitingRow,
    ),
  )
}

/** Another official agrees: never the one who asked, and never about themselves. */
export async function approve(
  room: Strongroom,
  module: string,
  { official, mandate, at }: z.infer<typeof approveInput>,
): Promise<'approved' | 'own' | 'over'> {
  return room.db.transact(async (tx) => {
    const self = await personOf(tx, module, official)
    const row = await tx.one(
      sql`select asked_by = ${official} or person = ${self} or delegate = ${self} as own
        from vault.mandate where mandate = ${mandate} and ${waits} and until_at > ${at} for update`,
      z.object({ own: z.boolean() }),
    )
    if (!row) return 'over'
    if (row.own) return 'own'
    await tx.run(sql`update vault.mandate set from_at = ${at} where mandate = ${mandate}`)
    return 'approved'
  })
}

/** The file says it is over: every mandate of it ends at once. */
export async function stop(
  room: Strongroom,
  { evidence, at }: z.infer<typeof stopInput>,
): Promise<string[]> {
  const rows = await room.db.transact((tx) =>
    tx.many(
      sql`update vault.mandate set ended_at = ${at}, ended_why = 'desk'
        where evidence = ${evidence} and ended_at is null returning mandate`,
      z.object({ mandate: z.string() }),
    ),
  )
  return rows.map(({ mandate }) => mandate)
}
