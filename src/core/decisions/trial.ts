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
