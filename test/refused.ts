/** How tests read a refusal: `assert.rejects(…, refused('own-entry'))`. */
import assert from 'node:assert/strict'
import type { Refusal } from '#core/kernel'

/** Was it refused for exactly these reasons? */
export function refused(...codes: string[]) {
  return (failure: Refusal): true => {
    const found = failure.reasons?.map(({ code }) => code)
    assert.deepEqual(found, codes, String(failure))
    return true
  }
}

/** Was it refused in this way? */
export function refusedAs(kind: Refusal['kind']) {
  return (failure: Refusal): true => {
    assert.equal(failure.kind, kind, String(failure))
    return true
  }
}
