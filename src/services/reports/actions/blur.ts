/** Faces and plates in a photo: its reporter, or a moderator, chooses which fields of it are covered for good. */
import { z } from 'zod'
import { action } from '#core/actions'
import { anyone, may } from '#core/people'
import { askToBlur, field, GRID } from '../blurring.ts'
import { mayWorkOn } from '../rules.ts'
import { about, holdForDesk } from './at-desk.ts'
import { holdMine } from './follow.ts'

const chosen = {
  file: z.string().max(64).meta({ input: 'hidden' }),
  fields: z
    .array(field)
    .min(1)
    .max(GRID.columns * GRID.rows)
    .meta({ input: 'checkboxes' }),
}

/** Covers parts of an own photo. */
export const blur = action({
  name: 'reports.blur',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code/blur/:file/blur',
  who: anyone,
  input: z.object({ code: z.string().min(1).max(64).meta({ input: 'hidden' }), ...chosen }),
  output: z.object({ number: z.string() }),
  rules: [],
  limit: { per: 'address', most: 120, seconds: 3600 },
  onto: (_, { code }) => `/reports/mine/${code}`,

  async run(work) {
    const { code, file, fields } = work.input
    const report = await holdMine(work.tx, work.by, code)
    await askToBlur(work, report, { file, fields, by: 'reporter' })
    return { number: report.number }
  },
})

/** Covers parts of a photo at the desk. */
export const blurAtDesk = action({
  name: 'reports.blur-at-desk',
  path: '/reports/desk/:number/blur/:file/blur-at-desk',
  who: may('reports.moderate'),
  input: z.object({ number: about.number, ...chosen }),
  output: z.object({ number: z.string() }),
  rules: [mayWorkOn],
  onto: ({ number }) => `/reports/desk/${number}`,

  async run(work) {
    const { number, file, fields } = work.input
    const report = await holdForDesk(work, { number }, 'reports.moderate')
    await askToBlur(work, report, { file, fields, by: 'official' })
    return { number }
  },
})
