/** A whole report in one call: for programs, the sample city and whoever builds a better form. */
import { z } from 'zod'
import { action } from '#core/actions'
import { Refusal } from '#core/kernel'
import { anyone } from '#core/people'
import { readAnswers } from '../answers.ts'
import { categoryOf, reportsOf } from '../config.ts'
import { route, sort } from '../decisions.ts'
import { received } from '../entries.ts'
import { reportNumber } from '../model.ts'
import { findPlace, placeInput } from '../place.ts'
import { confirm, contactBack, originalWords } from '../purposes.ts'
import { mayReport } from '../rules.ts'
import { checkTold, contactInput, leaveContact, send, sent } from '../sending.ts'
import { takeNumber } from '../store/change.ts'

/** Reports a problem in public space. */
export const report = action({
  name: 'reports.report',
  onBehalf: 'reports.report',
  path: '/reports/report',
  who: anyone,
  input: z.strictObject({
    category: z.string().max(40),
    answers: z.record(z.string(), z.unknown()).default({}),
    ...placeInput,
    text: z.string().min(1).max(4000).meta({ input: 'textarea' }),
    photos: z.array(z.string()).max(10).default([]).meta({ input: 'file' }),
    /** What looks like personal data and may be public, word for word; the rest of it is hidden. */
    left: z.array(z.string().max(300)).max(50).default([]),
    ...contactInput,
    language: z.string().max(10).optional(),
    /** In which way the program speaks: this one, or Open311 (GeoReport v2). */
    source: z.enum(['api', 'open311']).default('api'),
  }),
  output: sent,
  rules: [mayReport],
  keeps: [confirm, contactBack, originalWords],
  records: [received],
  decides: [route, sort],
  uploads: { field: 'photos', most: 3, kinds: ['photo'] },
  limit: { per: 'address', most: 60, seconds: 3600 },
  onto: ({ code }) => `/reports/mine/${code}/sent`,

  async run(work) {
    const { input, tx, city, by } = work
    const category = categoryOf(reportsOf(city), input.category)
    const read = category && readAnswers(category, input.answers)
    if (read && read.reasons.length > 0) throw new Refusal('invalid', read.reasons)
    const spoken = input.language ?? work.language
    const told = {
      number: await takeNumber(tx),
      category: input.category,
      answers: read?.answers ?? {},
      found: findPlace(city.districts, input),
      text: input.text,
      left: input.left,
      photos: input.photos,
      language: city.languages.includes(spoken) ? spoken : work.language,
      source: input.source,
      reporter: by.person?.kind === 'resident' ? by.ref : null,
    }
    checkTold(work, told)
    const name = reportNumber(told.number)
    for (const photo of input.photos) await work.files.claim(photo, `/reports/${name}`)
    const { ref, byMail } = await leaveContact(work, input, name)
    return send(work, { ...told, contact: ref, byMail })
  },
})
