/** What the tests of decisions share. */
import type { Database } from '#core/database'
import { decider, decision, registerDecisions } from '#core/decisions'

/** A decision as a city may take it. */
export const route = decision<{ unit: string; weight?: number | null }, string>({
  name: 'reports.route',
  version: 3,
  says: 'A report goes to its unit.',
  law: 'Ordinance 12, art. 9',
  contestAt: '/contest',
  decide: ({ unit }) => ({
    outcome: unit,
    because: { key: 'reports.because.unit', values: { unit } },
  }),
})

/** What a proposal is judged by. */
interface Supports {
  readonly supports: number
  readonly needed: number
}
export const about = {
  says: 'Enough supports qualify.',
  law: 'Ordinance 12, art. 9',
  contestAt: '/contest',
}
export const because = (supports: number, needed: number) => ({
  key: 'proposals.because.supports',
  values: { supports, needed },
})
/** Enough supports, or not yet. */
export const qualify = decision<Supports, 'qualified' | 'open'>({
  ...about,
  name: 'proposals.qualify',
  version: 1,
  decide: ({ supports, needed }) => ({
    outcome: supports >= needed ? 'qualified' : 'open',
    because: because(supports, needed),
  }),
})
/** The same under one support more: as if somebody had changed the rule. */
export const stricter = (version: number) =>
  decision<Supports, 'qualified' | 'open'>({
    ...about,
    name: 'proposals.qualify',
    version,
    decide: ({ supports, needed }) => ({
      outcome: supports > needed ? 'qualified' : 'open',
      because: because(supports, needed),
    }),
  })
/** Takes so many decisions at one moment. */
export async function decideAt(db: Database, at: string, count: number): Promise<void> {
  await db.transact(async (tx) => {
    const registered = await registerDecisions(tx, [route], at)
    for (let n = 0; n < count; n += 1) {
      const facts = { unit: 'lighting', weight: n % 2 ? n / 8 : null }
      await decider(tx, registered, at)(route, `/reports/R-${n}`, facts)
    }
  })
}
