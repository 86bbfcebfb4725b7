/** What joins the sample city to its residents and to the programs of others. */
import { letApplicationIn } from './applications.ts'
import { giveKey } from './connections.ts'
import { writeMessages } from './messages.ts'
import type { Cast } from './people.ts'
import type { Stage } from './stage.ts'

/** The secure messages of its services, another application that signs residents in, and the key of another system. */
export async function connect(of: {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}): Promise<void> {
  await writeMessages(of)
  await letApplicationIn(of)
  await giveKey(of)
}
