/** Sets of questions that somebody published. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'
import { type FormKind, formKinds, type Part } from '../model.ts'

const Parts: z.ZodType<readonly Part[]> = z.array(
  z.object({
    title: z.string(),
    questions: z.array(
      z.object({
        id: z.string(),
        code: z.string(),
        title: z.string(),
        hint: z.string(),
        required: z.boolean(),
      }),
    ),
  }),
)
const SetRow = z.object({
  code: z.string(),
  version: z.number(),
  kind: z.enum(formKinds),
  language: z.string(),
  title: z.string(),
  parts: Parts,
  sha256: z.string(),
  takenAt: z.string(),
})
export type SetRow = z.infer<typeof SetRow>

const setColumns = sql`code, version, kind, language, title, parts, sha256, taken_at as "takenAt"`

/** Sets of questions in their newest version. */
export function listSets(tx: Tx): Promise<SetRow[]> {
  return tx.many(
    sql`select distinct on (code) ${setColumns} from processing.question_set
      order by code, version desc limit 200`,
    SetRow,
  )
}

/** One version of a set; the newest when none is named. */
export function findSet(tx: Tx, code: string, version?: number): Promise<SetRow | undefined> {
  const which = version === undefined ? sql.empty : sql`and version = ${version}`
  return tx.one(
    sql`select ${setColumns} from processing.question_set where code = ${code} ${which}
      order by version desc limit 1`,
    SetRow,
  )
}

export async function addSet(
  tx: Tx,
  it: Omit<SetRow, 'takenAt' | 'kind'> & { kind: FormKind; at: string },
): Promise<void> {
  await tx.run(sql`insert into processing.question_set
      (code, version, kind, language, title, parts, sha256, taken_at)
    values (${it.code}, ${it.version}, ${it.kind}, ${it.language}, ${it.title},
      ${JSON.stringify(it.parts)}::jsonb, ${it.sha256}, ${it.at})`)
}
