import { createHash } from 'node:crypto'
import type { Channel } from '#core/vault'
import type { OwnDocuments } from './doors.ts'
import { askedOnce } from './asked-once.ts'
import type { Attempt } from './perform.ts'

async function* once(bytes: Uint8Array) {
  yield bytes
}

type Held = Pick<OwnDocuments, 'has' | 'forget'>

/** What is asked, or takes effect, at once: an attempt that is repeated gets the first answer again. */
export function heldDocuments({ documents }: Channel, now: string): Held {
  return askedOnce({
    has: (ref: string, document: string) => documents.has(ref, document),
    forget: (ref: string, document: string) => documents.forget(ref, document, now),
  })
}

/** Documents of people in one attempt. What is claimed and noted counts when the action commits. */
export function ownDocuments(
  { documents }: Channel,
  state: Attempt,
): Omit<OwnDocuments, keyof Held> {
  const { batch, now } = state
  return {
    make(bytes, of) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return documents.put(once(bytes), { facts: { ...of, sha256 }, at: now })
    },
    claim(ref, claim) {
      state.kept += 1
      return documents.claim(batch, ref, claim, now)
    },
    note(ref, of) {
      state.kept += 1
      return documents.note(batch, ref, of, now)
    },
  }
}
