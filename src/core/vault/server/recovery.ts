/** Help at the desk: one official asks, another agrees, and the person has a code on paper. */
import { newSecret } from '#core/kernel'
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import type { Wait } from '../account-model.ts'
import { accountRecovery } from '../account-purposes.ts'
import { EVIDENCE, type OpenRecovery } from '../recovery-model.ts'
import { emailIndex } from './accounts.ts'
import { spend } from './attempts.ts'
import { grantWithin } from './grants.ts'
import { personOf, refFor } from './persons.ts'
import { readWithin } from './read.ts'
import { actor, moment, name } from './shapes.ts'
import { secretHash, type Strongroom } from './strongroom.ts'

/** Hours in which the second official has to agree and the person to use the code. */
const HOURS = 24

export const openInput = z.object({
  email: z.string().trim().pipe(z.email().max(320)),
  evidence: z.enum(EVIDENCE),
  actor,
  address: name,
  now: moment,
})
export const listInput = z.object({ official: name, now: moment })
export const approveInput = listInput.extend({ recovery: name })

type Opening = z.infer<typeof openInput>

export const codeHash = (room: Strongroom, code: string): Buffer =>
  secretHash(room, 'recovery', code.toLowerCase().replace(/[^0-9a-z]/g, ''))

const caseOf = (recovery: string) => `recovery/${recovery}`

/** That an official asked stands in the access log, and so in the person's folder; nobody sees a value. */
async function logged(
  tx: Tx,
  room: Strongroom,
  asked: Opening,
  of: { person: string; recovery: string },
) {
  const { person, recovery } = of
  const about = { purpose: accountRecovery.id, case: caseOf(recovery) }
  await grantWithin(tx, 'account', { ...about, person, batch: null, at: asked.now })
  const ref = await refFor(tx, room, 'account', person)
  const { version } = accountRecovery
  const read = { ...about, version, fields: ['account.email'], ref, actor: asked.actor }
  await readWithin(tx, room, 'account', { ...read, at: asked.now })
  await tx.run(sql`update vault.grant set until_at = ${asked.now}
    where module = 'account' and case_ref = ${caseOf(recovery)} and until_at is null`)
}

/** Notes what one official asks for. The same answer whether or not there is such an account. */
export async function open(
  room: Strongroom,
  asked: Opening,
): Promise<{ recovery: string; code: string; letter: string } | Wait> {
  const index = emailIndex(room, asked.email)
  const by = asked.actor.ref ?? ''
  const wait = await spend(
    room,
    [
      { what: 'letter-account', who: `recovery ${index.toString('hex')}` },
      { what: 'letter-address', who: `recovery ${by}` },
    ],
    asked.now,
  )
  if (wait) return wait
  const [recovery, letter] = [newSecret(), newSecret()]
  const code = newSecret(10).replace(/.{4}(?=.)/g, '$&-')
  const until = new Date(Date.parse(asked.now) + HOURS * 3_600_000).toISOString()
  await room.db.transact(async (tx) => {
    const found = await tx.one(
      sql`select person from vault.account where email_index = ${index}`,
      z.object({ person: z.string() }),
    )
    const person = found?.person ?? null
    await tx.run(sql`insert into vault.recovery
        (recovery, person, evidence, code_hash, asked_at, asked_by, badge, until_at)
      values (${recovery}, ${person}, ${asked.evidence}, ${codeHash(room, code)}, ${asked.now},
        ${by}, ${asked.actor.badge ?? ''}, ${until})`)
    await tx.run(sql`insert into vault.letter (letter, kind, person, asked_at)
      values (${letter}, 'recovery', ${person}, ${asked.now})`)
    if (person) await logged(tx, room, asked, { person, recovery })
  })
  return { recovery, code, letter }
}

const Row: z.ZodType<OpenRecovery> = z.object({
  recovery: z.string(),
  evidence: z.enum(EVIDENCE),
  askedAt: z.string(),
  badge: z.string(),
  own: z.boolean(),
})

const waits = (now: string) =>
  sql`approved_at is null and used_at is null and stopped_at is null and until_at > ${now}`

/** What waits for a second official, the oldest first. */
export async function list(
  room: Strongroom,
  { official, now }: z.infer<typeof listInput>,
): Promise<OpenRecovery[]> {
  return room.db.look((tx) =>
    tx.many(
      sql`select recovery, evidence, asked_at as "askedAt", badge, asked_by = ${official} as own
        from vault.recovery where ${waits(now)} order by asked_at, recovery limit 100`,
      Row,
    ),
  )
}

/** Another official agrees; never the one who asked, and never about their own account. */
export async function approve(
  room: Strongroom,
  { recovery, official, now }: z.infer<typeof approveInput>,
): Promise<'approved' | 'own' | 'over'> {
  return room.db.transact(async (tx) => {
    const self = await personOf(tx, 'account', official)
    const found = await tx.one(
      sql`select asked_by = ${official} or coalesce(person = ${self}, false) as own
        from vault.recovery where recovery = ${recovery} and ${waits(now)} for update`,
      z.object({ own: z.boolean() }),
    )
    if (!found) return 'over'
    if (found.own) return 'own'
    await tx.run(sql`update vault.recovery set approved_at = ${now}, approved_by = ${official}
      where recovery = ${recovery}`)
    return 'approved'
  })
}
