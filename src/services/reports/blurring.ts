/** Parts of a photo are covered for good: chosen as fields of a grid, made anew later, the old file removed. */
import { z } from 'zod'
import type { Work } from '#core/actions'
import type { Area } from '#core/files'
import { job } from '#core/jobs'
import { newId, newSecret, Refusal } from '#core/kernel'
import { recorder } from '#core/record'
import { type Hand, happen, subjectOf } from './advance.ts'
import { blurred } from './entries.ts'
import { changeReport, holdReport } from './store/change.ts'
import type { Held } from './store/rows.ts'
import { hidePhoto, holdPhoto, replacePhoto } from './store/timeline.ts'

/** The grid that is laid over a photo. */
export const GRID = { columns: 8, rows: 6 } as const

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

/** Covers what was chosen; meanwhile nobody but desk and reporter sees the photo. */
export const blurPhoto = job({
  name: 'reports.blur-photo',
  input: z.object({
    number: z.string(),
    file: z.string(),
    fields: z.array(field),
    /** Why it stays out of sight afterwards; it comes back into sight when that is not said. */
    hidden: z.string().nullable(),
    by: z.enum(['reporter', 'official']),
    as: z.string(),
    badge: z.string().nullable(),
    unit: z.string().nullable(),
  }),
  async run({ input, db, files, now, city }) {
    const { number, file, fields, hidden, badge, unit } = input
    const made = await files.cover(file, fields.map(areaOf), now)
    if (!made) return
    await db.transact(async (tx) => {
      const report = await holdReport(tx, number)
      const put = { old: file, file: made.id, hidden }
      if ((await replacePhoto(tx, put)) === 0) return
      await files.claim(tx, made.id, { service: 'reports', subject: `/reports/${number}` })
      await files.release(tx, file)
      const record = recorder(tx, { by: input.as, now, service: 'reports' })
      const who = { by: input.by, badge, unit }
      const tell = async () => undefined
      const hand: Hand = { tx, now, city, who, record, tell, newId: () => newId(now), newSecret }
      const facts = { fields: fields.length }
      await happen(hand, report, { kind: 'blurred', audience: 'public', facts })
      await record(blurred, { number, fields: fields.length }, subjectOf(report))
      await changeReport(tx, report, {}, now)
    })
  },
})

/** Takes the photo out of sight and asks for the work. */
export async function askToBlur(
  work: Pick<Work<unknown>, 'tx' | 'by' | 'now' | 'later'>,
  report: Held,
  it: { readonly file: string; readonly fields: readonly string[]; by: 'reporter' | 'official' },
): Promise<void> {
  const { tx, by } = work
  const photo = await holdPhoto(tx, report.id, it.file)
  if (!photo) throw new Refusal('not-found', ['reports.no-such-photo'])
  if (photo.hidden === null) await hidePhoto(tx, report.id, it.file, 'personal-data')
  const official = it.by === 'official'
  await work.later(blurPhoto, {
    number: report.number,
    file: it.file,
    fields: [...it.fields],
    hidden: photo.hidden,
    by: it.by,
    as: by.as,
    badge: official ? by.actor.badge : null,
    unit: official ? by.actor.unit : null,
  })
}
