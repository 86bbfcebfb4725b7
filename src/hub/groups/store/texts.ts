/** Texts that several bodies approve, with every version, amendment and approval. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { amendmentStates } from '../model.ts'

const Text = z.object({
  number: z.number(),
  group: z.string(),
  title: z.string(),
  openedAt: z.string(),
  adoptedAt: z.string().nullable(),
  version: z.number(),
  body: z.string(),
  sha256: z.string(),
})
/** A text as it stands. */
export type Text = z.infer<typeof Text>

const standing = sql`select t.number, t."group", t.title, t.opened_at as "openedAt",
    t.adopted_at as "adoptedAt", v.version, v.body, v.sha256
  from groups.text t join lateral (select version, body, sha256 from groups.text_version
    where text = t.number order by version desc limit 1) v on true`

/** Opens a text with its bodies; gives its number. */
export async function addText(
  tx: Tx,
  it: {
    group: string
    title: string
    body: string
    sha256: string
    bodies: readonly { readonly body: string; readonly city: string | null }[]
    at: string
  },
): Promise<number> {
  const made = await tx.one(
    sql`insert into groups.text ("group", title, opened_at)
      values (${it.group}, ${it.title}, ${it.at}) returning number`,
    z.object({ number: z.number() }),
  )
  const number = made?.number ?? 0
  await addVersion(tx, { number, version: 1, amendment: null, ...it })
  await tx.run(sql`insert into groups.track (text, body, city)
    select ${number}::integer, b.body, b.city
    from jsonb_to_recordset(${JSON.stringify(it.bodies)}::jsonb) as b (body text, city text)`)
  return number
}

/** The next version of a text. */
export async function addVersion(
  tx: Tx,
  it: {
    number: number
    version: number
    body: string
    sha256: string
    amendment: number | null
    at: string
  },
): Promise<void> {
  await tx.run(sql`insert into groups.text_version (text, version, body, sha256, amendment, at)
    values (${it.number}, ${it.version}, ${it.body}, ${it.sha256}, ${it.amendment}, ${it.at})`)
}

/** A text of a group as it stands; nobody else changes it until this transaction ends. */
export async function lockText(tx: Tx, of: { group: string; number: number }): Promise<Text> {
  await tx.run(sql`select 1 from groups.text where number = ${of.number} for update`)
  return readText(tx, of)
}

export async function readText(tx: Tx, of: { group: string; number: number }): Promise<Text> {
  const found = await tx.one(
    sql`${standing} where t.number = ${of.number} and t."group" = ${of.group}`,
    Text,
  )
  if (!found) throw new Refusal('not-found', ['no-such-text'])
  return found
}

export function listTexts(tx: Tx, group: string): Promise<Text[]> {
  return tx.many(sql`${standing} where t."group" = ${group} order by t.number desc limit 100`, Text)
}

/** Every version of a text that an amendment may have changed, by its number. */
export async function readVersions(tx: Tx, number: number): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.many(
    sql`select version, body from groups.text_version where text = ${number} order by version limit 500`,
    z.object({ version: z.number(), body: z.string() }),
  )
  return new Map(rows.map(({ version, body }) => [version, body]))
}

const Track = z.object({
  body: z.string(),
  city: z.string().nullable(),
  sha256: z.string().nullable(),
  approvedOn: z.string().nullable(),
  decision: z.string().nullable(),
})
export type Approval = z.infer<typeof Track>

export function listTracks(tx: Tx, number: number): Promise<Approval[]> {
  return tx.many(
    sql`select body, city, sha256, approved_on as "approvedOn", decision from groups.track
      where text = ${number} order by body limit 50`,
    Track,
  )
}

export async function setApproved(
  tx: Tx,
  it: { number: number; body: string; sha256: string; on: string; decision: string | null },
): Promise<void> {
  await tx.run(sql`update groups.track set sha256 = ${it.sha256}, approved_on = ${it.on},
    decision = ${it.decision} where text = ${it.number} and body = ${it.body}`)
}

export async function setAdopted(
  tx: Tx,
  it: { number: number; sha256: string; at: string },
): Promise<void> {
  await tx.run(sql`update groups.text set adopted_at = ${it.at}, adopted_sha256 = ${it.sha256}
    where number = ${it.number}`)
}

const Amendment = z.object({
  number: z.number(),
  version: z.number(),
  city: z.string().nullable(),
  body: z.string(),
  reason: z.string(),
  state: z.enum(amendmentStates),
  at: z.string(),
})
export type Amendment = z.infer<typeof Amendment>

const amendmentColumns = sql`number, version, city, body, reason, state, at`

export async function addAmendment(
  tx: Tx,
  it: Omit<Amendment, 'number' | 'state'> & { text: number; salt: string },
): Promise<number> {
  const made = await tx.one(
    sql`insert into groups.amendment (text, version, city, body, reason, salt, at)
      values (${it.text}, ${it.version}, ${it.city}, ${it.body}, ${it.reason}, ${it.salt}, ${it.at})
      returning number`,
    z.object({ number: z.number() }),
  )
  return made?.number ?? 0
}

export function listAmendments(tx: Tx, text: number): Promise<Amendment[]> {
  return tx.many(
    sql`select ${amendmentColumns} from groups.amendment where text = ${text}
      order by number desc limit 100`,
    Amendment,
  )
}

export async function readAmendment(
  tx: Tx,
  of: { text: number; number: number },
): Promise<Amendment> {
  const found = await tx.one(
    sql`select ${amendmentColumns} from groups.amendment
      where text = ${of.text} and number = ${of.number}`,
    Amendment,
  )
  if (!found) throw new Refusal('not-found', ['no-such-amendment'])
  return found
}

export async function setAmendment(
  tx: Tx,
  it: { number: number; state: Amendment['state'] },
): Promise<void> {
  await tx.run(sql`update groups.amendment set state = ${it.state} where number = ${it.number}`)
}
