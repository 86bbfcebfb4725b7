/** Parts of a photo are covered for good: chosen as fields of a grid, made anew later, the old file removed. */
import { z } from 'zod'
import type { Work } from '#core/actions'
import type { Area } from '#core/files'
import { job, type JobWork } from '#core/jobs'
import { newId, newSecret, Refusal } from '#core/kernel'
import { recorder } from '#core/record'
import { type Hand, happen, subjectOf } from './advance.ts'
import { blurred } from './entries.ts'
import { changeReport, holdReport } from './store/change.ts'
import { askToCover, fileToCover, putCovered, takeUpCover } from './store/covering.ts'
import type { Held } from './store/rows.ts'

/** The grid that is laid over a photo. */
export const GRID = { columns: 8, rows: 6 } as const

/** How often it is begun anew when others cover parts of the same photo. */
const TRIES = 5

/** A field of the grid as `row-column`, both from 1. */
export const field = z
  .string()
  .regex(new RegExp(`^[1-${GRID.rows}]-[1-${GRID.columns}]$`), { error: 'invalid_value' })

/** Where a field lies in the photo. */
export function areaOf(name: string): Area {
  const [row = 1, column = 1] = name.split('-').map(Number)
  const [width, height] = [1 / GRID.columns, 1 / GRID.rows]
  return { x: (column - 1) * width, y: (row - 1) * height, width, height }
}

const input = z.object({
  number: z.string(),
  file: z.string(),
  /** What this is called among everything that is to be covered in the photo; a release before gave it no name. */
  key: z.string().optional(),
  /** Why the photo stays out of sight afterwards, as a release before said it. */
  hidden: z.string().nullable().default(null),
  fields: z.array(field),
  by: z.enum(['reporter', 'official']),
  as: z.string(),
  badge: z.string().nullable(),
  unit: z.string().nullable(),
})
type Covering = Pick<
  JobWork<z.infer<typeof input>>,
  'id' | 'input' | 'db' | 'files' | 'now' | 'city'
>

/** Covers it in the file the photo is now; false when somebody else covered parts of it at the same time. */
async function cover(work: Covering, key: string): Promise<boolean> {
  const { input: it, db, files, now, city } = work
  const { number, file, fields, badge, unit } = it
  const old = await db.look((tx) => fileToCover(tx, { file, key }))
  const made = old && (await files.cover(old, fields.map(areaOf), now))
  if (!made) return true
  return db.transact(async (tx) => {
    const report = await holdReport(tx, number)
    if (!(await putCovered(tx, { old, file: made.id, key }))) return false
    await files.claim(tx, made.id, { service: 'reports', subject: `/reports/${number}` })
    await files.release(tx, old)
    const record = recorder(tx, { by: it.as, now, service: 'reports' })
    const who = { by: it.by, badge, unit }
    const tell = async () => undefined
    const hand: Hand = { tx, now, city, who, record, tell, newId: () => newId(now), newSecret }
    const facts = { fields: fields.length }
    await happen(hand, report, { kind: 'blurred', audience: 'public', facts })
    await record(blurred, { number, fields: fields.length }, subjectOf(report))
    await changeReport(tx, report, {}, now)
    return true
  })
}

/** Covers what was chosen; meanwhile nobody but desk and reporter sees the photo. */
export const blurPhoto = job({
  name: 'reports.blur-photo',
  input,
  async run(work) {
    const { id, db, input: it } = work
    const key = it.key ?? id
    if (it.key === undefined) await db.transact((tx) => takeUpCover(tx, { ...it, key }))
    for (let tries = 0; tries < TRIES; tries += 1) if (await cover(work, key)) return
    throw new Error('others kept covering the same photo')
  },
})

/** Takes the photo out of sight and asks for the work. */
export async function askToBlur(
  work: Pick<Work<unknown>, 'tx' | 'by' | 'later' | 'newId'>,
  report: Held,
  it: { readonly file: string; readonly fields: readonly string[]; by: 'reporter' | 'official' },
): Promise<void> {
  const { by, newId: named } = work
  const key = named()
  if (!(await askToCover(work.tx, { report: report.id, file: it.file, key, by: it.by })))
    throw new Refusal('not-found', ['reports.no-such-photo'])
  const official = it.by === 'official'
  await work.later(blurPhoto, {
    number: report.number,
    ...{ file: it.file, key, fields: [...it.fields], by: it.by, as: by.as },
    badge: official ? by.actor.badge : null,
    unit: official ? by.actor.unit : null,
  })
}
