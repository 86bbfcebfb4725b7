/** What officials do with audits: ask for one, label its sample, publish it, drop it. */
import { action, type Work } from '#core/actions'
import { noteAudit, readRegistered } from '#core/decisions'
import { cohenKappa } from '#core/fairness'
import { dateIn } from '#core/kernel'
import { may } from '#core/people'
import { groupsOf } from '#services/reports'
import { z } from 'zod'
import { momentsOf } from './drafting.ts'
import { asked, dropped, published } from './entries.ts'
import { draft } from './jobs.ts'
import { numberOf } from './model/states.ts'
import { mayAsk, mayLabel, mayPublish } from './rules.ts'
import {
  addAudit,
  type Agreed,
  type Audit,
  holdAudit,
  overlapsPublished,
  setDropped,
  setPublished,
} from './store/audits.ts'
import { addLabel, type Labelled, listLabels, standingOf } from './store/labels.ts'

const number = z.string().max(20).meta({ input: 'hidden' })
const standing = z.object({ number: z.string() })
const subjectOf = (algorithm: string) => ({ subject: `/algorithms/${algorithm}` })

/** Asks for an audit; a job computes it. */
export const ask = action({
  name: 'audits.ask',
  path: '/audits/desk/ask',
  who: may('audits.run'),
  input: z.object({
    algorithm: z.string().max(100).meta({ input: 'select' }),
    from: z.iso.date().meta({ input: 'date' }),
    to: z.iso.date().meta({ input: 'date' }),
  }),
  output: standing,
  rules: [mayAsk],
  records: [asked],
  onto: (output) => `/audits/desk/${output.number}`,

  async run(work) {
    const { input, tx, by, now, city } = work
    const known = (await readRegistered(tx, input.algorithm)).length > 0
    mayAsk.require({ ...input, known, today: dateIn(now, city.zone) })
    const audit = numberOf(await addAudit(tx, { ...input, askedBy: by.actor.badge, askedAt: now }))
    const { algorithm, from, to } = input
    await work.record(asked, { number: audit, algorithm, from, to }, subjectOf(algorithm))
    await work.later(draft, { number: audit })
    return { number: audit }
  },
})

/** Says what a report of the sample is about, without seeing what others said. */
export const label = action({
  name: 'audits.label',
  path: '/audits/desk/:number/label/label',
  who: may('audits.label'),
  input: z.object({
    number,
    report: z.string().max(20).meta({ input: 'hidden' }),
    category: z.string().max(40).meta({ input: 'select' }),
  }),
  output: standing,
  rules: [mayLabel],

  async run({ input, tx, by, now, city, language }) {
    const audit = await holdAudit(tx, input.number)
    const badge = by.actor.badge ?? ''
    const { report, category } = input
    const stands = await standingOf(tx, { audit: audit.id, report, badge })
    const known = groupsOf(city, language, true).some(({ categories }) =>
      categories.some(({ code }) => code === category),
    )
    mayLabel.require({ ...stands, state: audit.state, known })
    await addLabel(tx, { audit: audit.id, report, badge, category, at: now })
    return { number: input.number }
  },
})

/** How far two people agree beyond chance, and how often the machine said what both said. */
export function agreementOf(labelled: readonly Labelled[]): Agreed {
  const both = labelled.flatMap(({ machine, labels: [one, other] }) =>
    one !== undefined && other !== undefined ? [{ machine, one, other }] : [],
  )
  const kappa = cohenKappa(both.map(({ one, other }) => [one, other] as const))
  const alike = both.filter(({ one, other }) => one === other)
  const same = alike.filter(({ machine, one }) => machine === one).length
  const { n, agreed, interval } = kappa
  return {
    ...{ n, agreed, kappa: kappa.kappa },
    interval: interval === null ? null : [interval[0], interval[1]],
    machine: alike.length === 0 ? null : same / alike.length,
  }
}

/** What the rule of publishing asks about a draft and whoever looks at it. */
export async function publishing({ tx, by }: Pick<Work<unknown>, 'tx' | 'by'>, audit: Audit) {
  const { state, result, askedBy } = audit
  return {
    state,
    enough: (result?.n ?? 0) > 0,
    own: askedBy !== null && askedBy === by.actor.badge,
    overlaps: await overlapsPublished(tx, audit),
  }
}

/** The register knows of it from the same moment: after a failed audit every case goes to a person. */
async function noteAtDecision({ tx, now, by, city }: Work<unknown>, audit: Audit): Promise<void> {
  const { algorithm: decision, result } = audit
  if (!result || (await readRegistered(tx, decision)).length === 0) return
  const days = momentsOf(audit, city.zone)
  const page = `/audits/${numberOf(audit.id)}`
  const noted = { decision, ...days, verdict: result.verdict, at: now, page }
  await noteAudit(tx, noted, { by: by.as, now, service: 'audits' })
}

/** Publishes a draft as it was computed. */
export const publish = action({
  name: 'audits.publish',
  path: '/audits/desk/:number/publish',
  who: may('audits.run'),
  input: z.object({ number }),
  output: standing,
  rules: [mayPublish],
  records: [published],
  onto: (output) => `/audits/${output.number}`,

  async run(work) {
    const { input, tx, by, now } = work
    const audit = await holdAudit(tx, input.number)
    const { result, hash, algorithm, from, to } = audit
    mayPublish.require(await publishing(work, audit))
    if (!result || hash === null) throw new Error('a draft without a result was to be published')
    const agreement = agreementOf(await listLabels(tx, audit.id))
    await setPublished(tx, audit.id, { by: by.actor.badge, at: now, agreement })
    const known = { number: numberOf(audit.id), algorithm, from, to, hash }
    const entry = { ...known, rows: result.n, verdict: result.verdict }
    await work.record(published, entry, subjectOf(algorithm))
    await noteAtDecision(work, audit)
    return { number: known.number }
  },
})

/** Drops a draft; that there was one stays on the record. */
export const drop = action({
  name: 'audits.drop',
  path: '/audits/desk/:number/drop',
  who: may('audits.run'),
  input: z.object({ number }),
  output: standing,
  rules: [],
  records: [dropped],

  async run(work) {
    const { input, tx } = work
    const { id, state, algorithm } = await holdAudit(tx, input.number)
    if (state === 'published' || state === 'dropped') return { number: numberOf(id) }
    await setDropped(tx, id)
    await work.record(dropped, { number: numberOf(id), algorithm }, subjectOf(algorithm))
    return { number: numberOf(id) }
  },
})
