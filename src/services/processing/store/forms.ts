/** Assessments: what was answered, weighed and agreed to. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { formKinds, type FormState } from '../model.ts'

const Form = z.object({
  code: z.string(),
  version: z.number(),
  kind: z.enum(formKinds),
  setCode: z.string(),
  setVersion: z.number(),
  title: z.string(),
  summary: z.string(),
  state: z.enum(['draft', 'review', 'published', 'replaced']),
  answers: z.record(z.string(), z.string()),
  consultation: z.enum(['not-needed', 'asked', 'answered']),
  consulted: z.string(),
  reviewOn: z.string().nullable(),
  round: z.number(),
  begunAt: z.string(),
  savedAt: z.string(),
  handedInBy: z.string().nullable(),
  writers: z.array(z.string()),
  handedInAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
})
export type Form = z.infer<typeof Form>

const columns = sql`code, version, kind, set_code as "setCode", set_version as "setVersion", title,
  summary, state, answers, consultation, consulted, to_char(review_on, 'YYYY-MM-DD') as "reviewOn",
  round, begun_at as "begunAt", saved_at as "savedAt", handed_in_by as "handedInBy", writers,
  handed_in_at as "handedInAt", published_at as "publishedAt"`

/** The newest version of an assessment in one of these states. */
export function findForm(
  tx: Tx,
  code: string,
  states: readonly FormState[] = ['draft', 'review', 'published', 'replaced'],
): Promise<Form | undefined> {
  return tx.one(
    sql`select ${columns} from processing.form
      where code = ${code} and state = any(${states}::text[]) order by version desc limit 1`,
    Form,
  )
}

/** The same, and nobody else changes it until we are done. */
export async function lockForm(
  tx: Tx,
  code: string,
  states?: readonly FormState[],
): Promise<Form | undefined> {
  await tx.run(sql`select 1 from processing.form where code = ${code} order by version for update`)
  return findForm(tx, code, states)
}

/** Assessments in these states, by code. */
export function listForms(tx: Tx, states: readonly FormState[]): Promise<Form[]> {
  return tx.many(
    sql`select ${columns} from processing.form where state = any(${states}::text[])
      order by code, version desc limit 1000`,
    Form,
  )
}

/** Every version of one assessment, newest first. */
export function listVersions(tx: Tx, code: string): Promise<Form[]> {
  return tx.many(
    sql`select ${columns} from processing.form where code = ${code} order by version desc limit 100`,
    Form,
  )
}

/** Begins an assessment or a new version of it; false when its code is taken, or a version is open. */
export async function addForm(
  tx: Tx,
  it: Pick<Form, 'code' | 'version' | 'kind' | 'setCode' | 'setVersion' | 'title'> & {
    readonly at: string
    readonly from?: Form
  },
): Promise<boolean> {
  const { summary = '', answers = {}, consultation = 'not-needed', consulted = '' } = it.from ?? {}
  const added = await tx.run(sql`insert into processing.form (code, version, kind, set_code,
      set_version, title, summary, state, answers, consultation, consulted, begun_at, saved_at)
    values (${it.code}, ${it.version}, ${it.kind}, ${it.setCode}, ${it.setVersion}, ${it.title},
      ${summary}, 'draft', ${JSON.stringify(answers)}::jsonb, ${consultation}, ${consulted},
      ${it.at}, ${it.at})
    on conflict do nothing`)
  return added > 0
}

/** One version of an assessment. */
export type Which = Pick<Form, 'code' | 'version'>

/** Saves answers beside those that stand. */
export async function setAnswers(
  tx: Tx,
  { code, version }: Which,
  answers: Readonly<Record<string, string>>,
  at: string,
): Promise<void> {
  await tx.run(sql`update processing.form set answers = answers || ${JSON.stringify(answers)}::jsonb,
    saved_at = ${at} where code = ${code} and version = ${version}`)
}

/** Remembers who wrote in it: whoever did does not agree to it. */
export async function addWriter(
  tx: Tx,
  { code, version }: Which,
  writer: string | null,
): Promise<void> {
  await tx.run(sql`update processing.form set writers = writers || ${writer}::text
    where code = ${code} and version = ${version} and ${writer}::text is not null
      and not writers @> array[${writer}::text]`)
}

/** Saves how it ends: what is published, when it is looked at again, what the authority said. */
export async function setEnd(
  tx: Tx,
  { code, version }: Which,
  it: Pick<Form, 'summary' | 'consultation' | 'consulted' | 'reviewOn'> & { at: string },
): Promise<void> {
  await tx.run(sql`update processing.form set summary = ${it.summary},
    consultation = ${it.consultation}, consulted = ${it.consulted}, review_on = ${it.reviewOn},
    saved_at = ${it.at} where code = ${code} and version = ${version}`)
}

/** Hands it in, takes it back, or publishes it in the place of the version before. */
export async function setState(
  tx: Tx,
  { code, version }: Which,
  it: { state: FormState; by: string; at: string },
): Promise<void> {
  if (it.state === 'published') {
    await tx.run(sql`update processing.form set state = 'replaced'
      where code = ${code} and state = 'published'`)
  }
  await tx.run(sql`update processing.form set state = ${it.state}, saved_at = ${it.at},
    handed_in_by = case ${it.state} when 'review' then ${it.by} else handed_in_by end,
    handed_in_at = case ${it.state} when 'review' then ${it.at}::timestamptz else handed_in_at end,
    round = case ${it.state} when 'draft' then round + 1 else round end,
    published_at = case ${it.state} when 'published' then ${it.at}::timestamptz
      else published_at end
    where code = ${code} and version = ${version}`)
}
