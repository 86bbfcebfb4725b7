/** Photos of which parts are covered: out of sight until everything that was asked for is done. */
import { sql, type Tx } from '#core/database'
import { z } from 'zod'

/** What is to be covered in which photo, and by whom. */
interface Asked {
  readonly report: number
  /** Its file, or one it was before: somebody may have looked at an older page. */
  readonly file: string
  readonly key: string
  /** A reporter covers the photos of the report, and not those of whoever joined it. */
  readonly by: 'reporter' | 'official'
}

/** Remembers that parts are to be covered, and takes the photo out of sight; false when there is no such photo. */
export async function askToCover(tx: Tx, it: Asked): Promise<boolean> {
  const own = it.by === 'reporter' ? sql`and follower is null` : sql.empty
  const asked = await tx.run(
    sql`update reports.photo set covering = array_append(covering, ${it.key}::text),
          after_cover = case when covering = '{}' then hidden else after_cover end,
          hidden = coalesce(hidden, 'personal-data')
        where report = ${it.report} and (file = ${it.file} or ${it.file}::text = any(was)) ${own}`,
  )
  return asked > 0
}

/** Takes up what a release before asked for without a name: the photo is out of sight already. Done again it is there once. */
export async function takeUpCover(
  tx: Tx,
  { file, key, hidden }: Pick<Asked, 'file' | 'key'> & { readonly hidden: string | null },
): Promise<void> {
  await tx.run(
    sql`update reports.photo set covering = array_append(covering, ${key}::text),
          after_cover = case when covering = '{}' then ${hidden} else after_cover end
        where file = ${file} and hidden is not null and not (${key}::text = any(covering))`,
  )
}

/** The file a photo is now, while this is still to be covered in it. */
export async function fileToCover(
  tx: Tx,
  { file, key }: Pick<Asked, 'file' | 'key'>,
): Promise<string | undefined> {
  const found = await tx.one(
    sql`select file from reports.photo
        where (file = ${file} or ${file}::text = any(was)) and ${key}::text = any(covering)`,
    z.object({ file: z.string() }),
  )
  return found?.file
}

/** Puts the covered file in its place, in sight again where nothing else is to be covered; false when it is another by now. */
export async function putCovered(
  tx: Tx,
  it: { readonly old: string; readonly file: string; readonly key: string },
): Promise<boolean> {
  const put = await tx.run(
    sql`update reports.photo set file = ${it.file}, was = array_append(was, ${it.old}::text),
          covering = array_remove(covering, ${it.key}::text),
          hidden = case when covering = array[${it.key}::text] then after_cover else hidden end
        where file = ${it.old} and ${it.key}::text = any(covering)`,
  )
  return put > 0
}
