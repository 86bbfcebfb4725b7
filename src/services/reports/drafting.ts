/** A report on its way: what somebody typed into it is read and written with the secret of its address alone. */
import type { Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { opened, sealed, type Words } from './sealing.ts'
import type { Draft } from './store/draft-row.ts'
import * as store from './store/drafts.ts'
import { asMade } from './store/one.ts'

export {
  addDraft,
  type Life,
  removeDraft,
  type Step,
  takeForgotten,
  takeNumber,
} from './store/drafts.ts'

/** The draft behind a secret, if it is still on its way. */
export async function readDraftIfThere(tx: Tx, code: string): Promise<Draft | undefined> {
  const kept = await store.readKept(tx, code)
  if (!kept) return undefined
  const { sealed: bytes, ...draft } = kept
  return bytes === null ? draft : { ...draft, ...opened(bytes, asMade(code)) }
}

/** The draft behind a secret; a draft that was sent or has vanished does not exist. */
export async function readDraft(tx: Tx, code: string): Promise<Draft> {
  const found = await readDraftIfThere(tx, code)
  if (!found) throw new Refusal('not-found', ['reports.no-such-draft'])
  return found
}

/** The words after a step. Another category asks other questions, so its answers go. */
function wordsAfter(draft: Draft, { category, answers, place, text, left }: store.Step): Words {
  const { address, lon, lat, district } = place ?? draft
  const others = category !== undefined && category !== draft.category
  return {
    answers: answers ?? (others ? {} : draft.answers),
    ...{ address, lon, lat, district },
    text: text ?? draft.text,
    left: [...(left ?? draft.left)],
  }
}

/** Puts one step into a draft. */
export async function setStep(
  tx: Tx,
  code: string,
  step: store.Step,
  life: store.Life,
): Promise<void> {
  const words = wordsAfter(await readDraft(tx, code), step)
  await store.setKept(tx, code, { ...step, ...life, sealed: sealed(words, asMade(code)) })
}
