/** What the service `processing` asks of the vault, as functions. */
import type { Oversight } from '../oversight-model.ts'
import type { Line } from './line.ts'

/** Numbers, breaches and holds over a line. */
export function oversightOn(line: Line): Oversight {
  const ask = async (op: string, input: object) =>
    (await line.ask(`oversight.${op}`, input)) as never
  return {
    reads: (asked) => ask('reads', asked),
    unread: (since) => ask('unread', { since }),
    delayed: (zone) => ask('delayed', { zone }),
    concerned: (breach, of, at) => ask('concerned', { breach, ...of, at }),
    tell: (breach, at) => ask('tell', { breach, at }),
    told: (breach) => ask('told', { breach }),
    askHold: (asked) => ask('askHold', asked),
    askRelease: (asked) => ask('askRelease', asked),
    decideHold: (asked) => ask('decideHold', asked),
    assessed: (code) => ask('assessed', { code }),
    orders: (official) => ask('orders', { official }),
  }
}
