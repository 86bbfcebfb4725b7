/** What the vault answers the office that oversees the processing of data, and who was concerned by a breach. */
import type { z } from 'zod'
import * as affected from './affected.ts'
import * as folder from './folder.ts'
import * as orders from './orders.ts'
import { assessed, assessedInput } from './publish.ts'
import type { Strongroom } from './strongroom.ts'
import { type Operation, takes, takesAccount } from './takes.ts'
import * as tally from './tally.ts'

/** Of numbers, breaches and holds only the service `processing` may ask. */
function takesOversight<I>(
  shape: z.ZodType<I>,
  work: (room: Strongroom, input: I) => Promise<unknown>,
): Operation {
  return takes(shape, (room, _module, input) => work(room, input), 'processing')
}

/** Numbers, breaches and legal holds. */
export const oversightOperations: Readonly<Record<string, Operation>> = {
  'oversight.reads': takesOversight(tally.readsInput, tally.reads),
  'oversight.unread': takesOversight(tally.unreadInput, tally.unread),
  'oversight.delayed': takesOversight(tally.delayedInput, tally.delayed),
  'oversight.concerned': takesOversight(affected.concernedInput, affected.concerned),
  'oversight.tell': takesOversight(affected.tellInput, affected.tell),
  'oversight.told': takesOversight(affected.breachInput, affected.told),
  'oversight.askHold': takesOversight(orders.askHoldInput, orders.askHold),
  'oversight.askRelease': takesOversight(orders.askReleaseInput, orders.askRelease),
  'oversight.decideHold': takesOversight(orders.decideInput, orders.decideHold),
  'oversight.assessed': takesOversight(assessedInput, assessed),
  'oversight.orders': takesOversight(orders.ordersInput, orders.orders),
  'breaches.of': takes(folder.ofInput, affected.breachesOf, 'folder'),
  'breaches.letters': takesAccount(affected.lettersInput, affected.letters),
  'breaches.mailed': takes(affected.mailedInput, affected.mailed, 'account'),
}
