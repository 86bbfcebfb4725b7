/** An algorithm of the sample that one official stopped: it stands in the register with its reason, and decides nothing. */
import type { Cast } from './people.ts'
import type { Stage } from './stage.ts'

const DAY = 86_400_000
/** An invented reason, as somebody would write it for everybody. */
const REASON =
  'A town whose mail domain was set up badly waited two days with every message, and was not told why. ' +
  'Until the rule is mended, a moderator reads every message before it goes out.'

/** Stops the sorting of mail to the lists, where this city is a hub. */
export async function stopOne(of: { stage: Stage; cast: Cast; now: number }): Promise<void> {
  const { stage, cast, now } = of
  const officer = cast.officials.get('privacy-officer')
  const runs = stage.city.services.some(({ name }) => name === 'lists')
  if (!officer || !runs) return
  stage.at(now - DAY)
  await stage.does(officer, 'algorithms.stop', { name: 'lists.sort', reason: REASON })
}
