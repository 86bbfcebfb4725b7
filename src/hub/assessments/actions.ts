/** A half-yearly report is begun, saved as it is written, and handed in. */
import { z } from 'zod'
import { action } from '#core/actions'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { noteHeard } from '#hub/endorsements'
import { halfOf, isMember, listPrepared, stateAll } from '#hub/commitments'
import * as entries from './entries.ts'
import { isMine, readKnown, WRITE } from './known.ts'
import { type Block, blocks, levels, principles, steps, toSee } from './model.ts'
import { derive, levelsFrom, mayBegin, mayHandIn, mayWrite, prefill } from './rules.ts'
import * as store from './store.ts'

/** Officials of member cities. */
export const writers = may(WRITE)

const city = z.string().max(100).meta({ input: 'hidden' })
const outcome = z.object({ city: z.string(), half: z.string() })
const pageOf = (of: string) => `/assessments/${of}`

/** Begins the report of this half-year, prefilled: nothing has to be typed that is known already. */
export const begin = action({
  name: 'assessments.begin',
  path: '/assessments/:city/report/begin',
  who: writers,
  input: z.object({ city }),
  output: outcome,
  rules: [mayBegin],
  records: [entries.begun],
  onto: ({ city: of }) => `${pageOf(of)}/report/${blocks[0]}`,

  async run({ input, tx, now, by, city: hub, record }) {
    const today = dateIn(now, hub.zone)
    const half = halfOf(today)
    const before = await store.findReport(tx, input.city, half)
    mayBegin.require({
      mine: isMine(by, input.city),
      member: await isMember(tx, input.city),
      handedIn: before !== undefined && before.handedInAt !== null,
    })
    const [last] = await store.listReports(tx, input.city)
    const derived = derive(await readKnown(tx, input.city, today), today)
    const claims = prefill(derived, last?.claims ?? null)
    const it = { city: input.city, half }
    const fresh = await store.addReport(tx, { ...it, claims, at: now })
    if (fresh) await record(entries.begun, it, { subject: pageOf(input.city) })
    return it
  },
})

const level = z.enum(levels).meta({ input: 'select' })
const row = z.object({
  access: level,
  privacy: level,
  transparency: level,
  participation: level,
  openness: level,
})

/** Saves one part of the report and goes on to the next. */
export const claim = action({
  name: 'assessments.claim',
  path: '/assessments/:city/report/:step/claim',
  who: writers,
  input: z.object({ city, step: z.enum(blocks).meta({ input: 'hidden' }), claims: row }),
  output: outcome,
  rules: [mayWrite],
  onto: ({ city: of }, { step }) => `${pageOf(of)}/report/${after(step)}`,

  async run({ input, tx, now, by, city: hub }) {
    const half = halfOf(dateIn(now, hub.zone))
    const report = await store.lockReport(tx, input.city, half)
    mayWrite.require({
      mine: isMine(by, input.city),
      begun: report !== undefined,
      handedIn: (report?.handedInAt ?? null) !== null,
    })
    const { step } = input
    const claims = levelsFrom((block, principle) =>
      block === step ? input.claims[principle] : (report?.claims[block][principle] ?? '0'),
    )
    await store.setClaims(tx, { city: input.city, half }, { claims, step, at: now })
    return { city: input.city, half }
  },
})

const after = (step: Block) => steps[steps.indexOf(step) + 1] ?? 'check'

/** Hands the report in: claims and derived levels are published, and what was prepared of commitments is said. */
export const handIn = action({
  name: 'assessments.hand-in',
  path: '/assessments/:city/report/check/hand-in',
  who: writers,
  input: z.object({ city }),
  output: outcome,
  rules: [mayHandIn],
  records: [entries.handedIn],
  on: ({ city: of }) => `${pageOf(String(of))}/report/check`,
  onto: ({ city: of }) => pageOf(of),

  async run({ input, tx, now, by, city: hub, record, later }) {
    const today = dateIn(now, hub.zone)
    const half = halfOf(today)
    const report = await store.lockReport(tx, input.city, half)
    const prepared = await listPrepared(tx, input.city, half)
    const seen = report?.seen ?? []
    mayHandIn.require({
      mine: isMine(by, input.city),
      begun: report !== undefined,
      handedIn: (report?.handedInAt ?? null) !== null,
      unseen: toSee.filter((step) => step !== 'commitments' && !seen.includes(step)).length,
      unprepared: prepared.filter((one) => !one.prepared).length,
    })
    const it = { city: input.city, half }
    const derived = derive(await readKnown(tx, input.city, today), today)
    await store.setHandedIn(tx, it, { derived, at: now })
    const cells = blocks.flatMap((block) =>
      principles.map((principle) => ({
        ...{ block, principle },
        claimed: Number(report?.claims[block][principle] ?? 0),
        derived: Number(derived[block][principle]),
      })),
    )
    const body = { ...it, cells, commitments: prepared.length }
    await noteHeard(tx, { city: input.city, by: 'report', at: now })
    await record(entries.handedIn, body, { subject: pageOf(input.city) })
    await later(stateAll, { ...it, as: by.as })
    return it
  },
})
