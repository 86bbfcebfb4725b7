/** A dark street lamp, and what people and officials can do about it, for tests across services. */
import type { Action } from '#core/actions'
import reports from '#services/reports'

/** Two dark lamps near the harbour, as a program would report them. */
export const lamp = {
  category: 'lamp-out',
  answers: { fault: 'dark', lamps: 2 },
  text: 'Two lamps at the corner stay dark',
  address: 'Calle del Faro 3',
  lon: 12.45,
  lat: 36.93,
}

/** An action of reports by its verb. */
export function can(verb: string): Action<any, any, any> {
  const found = reports.actions.find(({ name }) => name === `reports.${verb}`)
  if (!found) throw new Error(`nobody can ${verb} a report`)
  return found
}
