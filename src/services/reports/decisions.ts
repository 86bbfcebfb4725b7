/** What a machine decides about a report: only who answers, and only by a rule anybody can read. */
import { decision } from '#core/decisions'

interface Routing {
  readonly category: string
  /** The unit the city's category list names; 'none' when the category is closed or unknown. */
  readonly unit: string
}

/** Which unit answers a report. Without one, it waits for a person at the central desk. */
export const route = decision<Routing, string>({
  name: 'reports.route',
  version: 1,
  says: 'A report goes to the unit that the city has named for its category.',
  law: 'Public Space Ordinance 4/2025, art. 6',
  contestAt: '/reports/mine',
  person: 'none',
  decide: ({ category, unit }) => ({
    outcome: unit,
    because:
      unit === 'none'
        ? { key: 'reports.because.no-unit', values: { category } }
        : { key: 'reports.because.by-category', values: { category, unit } },
  }),
})
