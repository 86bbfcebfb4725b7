/** What the tests of reports begin with: a report that anybody could make. */
import type { Incoming } from './store/change.ts'

/** Two dark lamps near the harbour, as a program would report them. */
export const lamp = {
  category: 'lamp-out',
  answers: { fault: 'dark', lamps: 2 },
  text: 'Two lamps at the corner stay dark',
  address: 'Calle del Faro 3',
  lon: 12.45,
  lat: 36.93,
}

/** That hour of 1 March 2026. */
export const hour = (n: number): string => new Date(Date.UTC(2026, 2, 1, n)).toISOString()

/** The same report as the store takes it in. */
export const incoming: Incoming = {
  ...lamp,
  number: 0,
  state: 'received',
  answers: {},
  publicPoint: true,
  publicText: true,
  language: 'en',
  source: 'api',
  externalId: null,
  unit: 'lighting',
  unitBy: 'operator',
  reporter: null,
  contact: null,
  code: null,
  salt: 's',
  openedAt: hour(0),
  changedAt: hour(0),
  closedAt: null,
  dueOn: '2026-03-06',
  promisedFor: '2026-03-06',
  reopenDays: 28,
  district: 'puerto-viejo',
}

export { refused, refusedAs } from '#test/refused'
