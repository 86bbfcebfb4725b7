/** Who has to be told that somebody read in an emergency: the person and the officer, at once. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { accountNotices } from '../account-purposes.ts'
import type { Emergency } from '../rights-model.ts'
import { grantWithin } from './grants.ts'
import { type Asked, readWithin, valuesOf } from './read.ts'
import { moment } from './shapes.ts'
import type { Strongroom } from './strongroom.ts'

export const dueInput = z.object({ limit: z.int().min(1).max(100) })
export const toldInput = z.object({
  access: z.uuid(),
  whom: z.enum(['person', 'officer']),
  at: moment,
})

export const noticeInput = z.object({ access: z.uuid(), now: moment })

const dueRow = z.object({
  access: z.string(),
  whom: z.enum(['person', 'officer']),
  module: z.string(),
  purpose: z.string(),
  at: z.string(),
})

/** Readings in an emergency of which somebody was not told yet. Nothing personal. */
export async function due(
  room: Strongroom,
  { limit }: z.infer<typeof dueInput>,
): Promise<Emergency[]> {
  return room.db.look((tx) =>
    tx.many(
      sql`select n.access, n.whom, a.module, a.purpose, a.at
        from vault.notice n join vault.access a on a.id = n.access
        where n.told_at is null order by n.whom desc, n.access limit ${limit}`,
      dueRow,
    ),
  )
}

/** They were told, or there was no way to tell them beside their folder. */
export async function told(room: Strongroom, asked: z.infer<typeof toldInput>): Promise<void> {
  await room.db.transact((tx) =>
    tx.run(sql`update vault.notice set told_at = ${asked.at}
      where access = ${asked.access} and whom = ${asked.whom} and told_at is null`),
  )
}

const accountRow = z.object({ person: z.string(), ref: z.string(), language: z.string() })

function accountOf(tx: Tx, access: string) {
  return tx.one(
    sql`select n.person, r.ref, a.language from vault.notice n
      join vault.account a on a.person = n.person and a.confirmed_at is not null
      join vault.ref r on r.person = n.person and r.module = 'account'
      where n.access = ${access} and n.whom = 'person' and n.told_at is null`,
    accountRow,
  )
}

function asking(ref: string, caseRef: string, at: string): Asked {
  const actor = { kind: 'system' as const, ref: null, permissions: [], unit: null, badge: null }
  const { id, version, fields } = accountNotices
  return {
    purpose: id,
    version,
    fields: fields.map(({ name }) => name),
    ref,
    actor,
    case: caseRef,
    at,
  }
}

/** To whom the letter goes; null for somebody without an account, who finds it when they get one. */
export async function letter(
  room: Strongroom,
  { access, now }: z.infer<typeof noticeInput>,
): Promise<{ to: string; language: string } | null> {
  const ready = await room.db.transact(async (tx) => {
    const found = await accountOf(tx, access)
    if (!found) return undefined
    const [caseRef, batch] = [`notice/${access}`, null]
    const { person, ref, language } = found
    const given = { purpose: accountNotices.id, case: caseRef, batch, at: now, person }
    await grantWithin(tx, 'account', given)
    const outcome = await readWithin(tx, room, 'account', asking(ref, caseRef, now))
    await tx.run(sql`update vault.grant set until_at = ${now}
      where module = 'account' and case_ref = ${caseRef} and until_at is null`)
    return { outcome, language }
  })
  const to = ready && valuesOf(ready.outcome)['account.email']
  return ready && to !== undefined ? { to, language: ready.language } : null
}
