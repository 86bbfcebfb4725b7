/** What a reporter can do after reporting, with the follow-up code or signed in. */
import { z } from 'zod'
import { action, type By, type Work } from '#core/actions'
import type { Tx } from '#core/database'
import { dateIn, type Holidays, workingDaysAfter } from '#core/kernel'
import { anyone } from '#core/people'
import { advance, type Hand, handOf, happen } from '../advance.ts'
import { reportsOf } from '../config.ts'
import { dueMoved, moved } from '../entries.ts'
import { numberIn, type State } from '../model.ts'
import { shieldWords } from '../keeping.ts'
import { originalWords } from '../purposes.ts'
import { mayAddPhoto, mayJoin, mayMove, mayReopen, mayReply, mayWithdraw } from '../rules.ts'
import * as change from '../store/change.ts'
import { known } from '../store/one.ts'
import type { Held } from '../store/rows.ts'
import { addJoined, addPhotos, hasJoined } from '../store/timeline.ts'

/** The follow-up code, or the number when its reporter is signed in. */
const code = { code: z.string().min(1).max(64).meta({ input: 'hidden' }) }
const text = z.string().min(1).max(3000).meta({ input: 'textarea', rows: 5 })
const outcome = z.object({ number: z.string(), state: z.string() })
const limit = { per: 'address', most: 120, seconds: 3600 } as const

/** Holds the report of whoever shows its code, or signed in asks for the own one by number. */
export function holdMine(tx: Tx, by: By, which: string): Promise<Held> {
  const own = by.ref !== null && numberIn(which) !== undefined
  return own ? change.holdOwn(tx, which, by.ref ?? '') : change.holdByCode(tx, which)
}

type Following = Pick<
  Work<unknown>,
  'tx' | 'now' | 'by' | 'newId' | 'newSecret' | 'record' | 'city'
>
/** The hand of whoever reported. */
export const asReporter = (work: Following): Hand => handOf(work, 'reporter', async () => undefined)
const told = ({ number, state }: { number: string; state: State }) => ({ number, state })

/** What a reporter says, without what may not be public; the whole goes into the vault. */
export async function guarded(
  work: Pick<Work<unknown>, 'keep' | 'newId'>,
  report: Held,
  words: string,
  whole?: string,
) {
  const { number, original: held } = report
  const ref = held ?? report.reporter ?? report.contact
  const { text: shown, original } = await shieldWords(
    work,
    { ref, held, number, which: work.newId(), whole },
    words,
  )
  return { text: shown, more: { original } }
}

/** The answer to what the city asked; work goes on where it stood. */
export const reply = action({
  name: 'reports.reply',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code/reply',
  who: anyone,
  input: z.object({ ...code, text }),
  output: outcome,
  rules: [mayReply],
  keeps: [originalWords],
  records: [moved, dueMoved],
  limit,

  async run(work) {
    const { input, tx, by } = work
    const report = await holdMine(tx, by, input.code)
    mayReply.require(report)
    const hand = asReporter(work)
    const { text: words, more } = await guarded(work, report, input.text)
    await happen(hand, report, { kind: 'replied', audience: 'reporter', text: words })
    const to = report.before ?? 'received'
    return told(await advance(hand, report, { to, as: 'reporter', more }))
  },
})

/** More photos. */
export const addPhoto = action({
  name: 'reports.add-photo',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code/add-photo',
  who: anyone,
  input: z.object({ ...code, photos: z.array(z.string()).min(1).max(10).meta({ input: 'file' }) }),
  output: outcome,
  rules: [mayAddPhoto],
  uploads: { field: 'photos', most: 3, kinds: ['photo'] },
  limit,

  async run(work) {
    const { input, tx, by, now, city, files } = work
    const report = await holdMine(tx, by, input.code)
    const { photos: mostPhotos } = reportsOf(city).terms
    const photos = report.photos + input.photos.length
    mayAddPhoto.require({ state: report.state, photos, mostPhotos })
    for (const photo of input.photos) await files.claim(photo, `/reports/${report.number}`)
    await addPhotos(tx, report.id, input.photos, { by: 'reporter', at: now })
    await change.changeReport(tx, report, { photosMore: input.photos.length }, now)
    const facts = { photos: input.photos.length }
    await happen(asReporter(work), report, { kind: 'photographed', audience: 'public', facts })
    return told(report)
  },
})

/** Takes the report back. */
export const withdraw = action({
  name: 'reports.withdraw',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code/withdraw',
  who: anyone,
  input: z.object(code),
  output: outcome,
  rules: [mayWithdraw, mayMove],
  records: [moved],
  limit,

  async run(work) {
    const report = await holdMine(work.tx, work.by, work.input.code)
    mayWithdraw.require(report)
    return told(
      await advance(asReporter(work), report, {
        to: 'withdrawn',
        as: 'reporter',
        closeParts: true,
      }),
    )
  },
})

/** Says that the problem is still there. If the city does not answer, the report opens by itself. */
export const reopen = action({
  name: 'reports.reopen',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code/reopen',
  who: anyone,
  input: z.object({ ...code, text }),
  output: outcome,
  rules: [mayReopen, mayMove],
  keeps: [originalWords],
  records: [moved],
  limit,

  async run(work) {
    const { input, tx, by, now, city } = work
    const report = await holdMine(tx, by, input.code)
    mayReopen.require({
      state: report.state,
      closedOn: report.closedAt && dateIn(report.closedAt, city.zone),
      today: dateIn(now, city.zone),
      reopenDays: report.reopenDays,
    })
    const { waitingDays } = reportsOf(city).terms
    const until = afterWorkingDays(now, waitingDays, city.holidays)
    const { text: words, more } = await guarded(work, report, input.text)
    const wanted = { to: 'reopen_requested', as: 'reporter', text: words, until, more } as const
    return told(await advance(asReporter(work), report, wanted))
  },
})

/** This time of the day so many working days later. */
function afterWorkingDays(now: string, days: number, holidays: Holidays): string {
  return `${workingDaysAfter(now.slice(0, 10), days, holidays)}${now.slice(10)}`
}

/** "This concerns me too": counted once for a person, or for an address and day. */
export const join = action({
  name: 'reports.join',
  path: '/reports/:number/join',
  who: anyone,
  input: z.object({ number: z.string().meta({ input: 'hidden' }) }),
  output: z.object({ meToos: z.number() }),
  rules: [mayJoin],
  limit,

  async run({ input, tx, by, now }) {
    const report = await change.holdPublic(tx, input.number)
    const voter = by.ref ?? `address:${by.address}`
    mayJoin.require({ state: report.state, counted: await hasJoined(tx, report.number, voter) })
    return { meToos: await addJoined(tx, known(report.number), voter, now) }
  },
})
