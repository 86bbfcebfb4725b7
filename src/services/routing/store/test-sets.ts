/** Sets of reports by which classifiers are judged. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

const TestSetRow = z.object({
  hash: z.string(),
  language: z.string(),
  reports: z.array(z.string()),
  chosenAt: z.string(),
})
/** The reports by which the classifiers of one language are judged. */
export type TestSet = z.infer<typeof TestSetRow>

const columns = sql`hash, language, reports, chosen_at as "chosenAt"`

/** The sets in force, by language. */
export const listTestSets = (tx: Tx): Promise<TestSet[]> =>
  tx.many(
    sql`select ${columns} from routing.test_set where until is null order by language`,
    TestSetRow,
  )

/** The set in force for a language; undefined before the first training, and after its end. */
export const readTestSet = (tx: Tx, language: string): Promise<TestSet | undefined> =>
  tx.one(
    sql`select ${columns} from routing.test_set where language = ${language} and until is null`,
    TestSetRow,
  )

/** From now on the classifiers of this language are judged by these. The same ones may come again. */
export async function addTestSet(tx: Tx, it: TestSet): Promise<void> {
  await tx.run(sql`insert into routing.test_set (hash, language, reports, chosen_at)
    values (${it.hash}, ${it.language}, ${[...it.reports]}::text[], ${it.chosenAt})
    on conflict (hash) do update set until = null`)
}

/** Ends the set of a language; false when there was none. */
export async function endTestSet(tx: Tx, language: string, at: string): Promise<string | null> {
  const row = await tx.one(
    sql`update routing.test_set set until = ${at}
      where language = ${language} and until is null returning hash`,
    z.object({ hash: z.string() }),
  )
  return row?.hash ?? null
}

/** The set by which the classifier of this hash was judged; null for one from before there were sets. */
export async function judgedBySet(tx: Tx, hash: string): Promise<string | null> {
  const row = await tx.one(
    sql`select test_set as set from routing.candidate where hash = ${hash}`,
    z.object({ set: z.string().nullable() }),
  )
  return row?.set ?? null
}
