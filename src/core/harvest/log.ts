/** Files of another city's log, asked for as safely as everything else. */
import type { ReadFile } from '#core/record/log'
import { Unreachable } from '#core/record/watch'
import type { CityDoor } from './model.ts'

/** The largest file is a tile of 256 hashes; checkpoints are smaller. */
const MOST_BYTES = 128 * 1024

/** Reads files below this address; throws `Unreachable` when there is no answer. */
export function logThrough(door: CityDoor, url: string): ReadFile {
  return async (path) => {
    const answer = await door.ask({ url: `${url}/${path}`, mostBytes: MOST_BYTES })
    if (answer.outcome !== 'came') {
      throw new Unreachable(answer.outcome === 'failed' ? answer.failure : answer.outcome)
    }
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw new Unreachable(`status-${answer.status}`)
    return answer.bytes
  }
}
