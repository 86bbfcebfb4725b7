/** What a watcher remembers, in one file that is replaced as a whole (POSIX rename). */
import { existsSync, readFileSync } from 'node:fs'
import { writeWhole } from '../sequencer/shelf.ts'
import { type KeptState, nothingSeen, stateFrom, stateText } from './state.ts'

/** The memory of a watcher in one file. */
export interface StateFile {
  /** Throws a sentence when the file is something else. */
  read(): KeptState
  write(state: KeptState): Promise<void>
}

/** Opens the memory; nothing is written before the first round is over. */
export function stateFile(path: string): StateFile {
  return {
    read() {
      if (!existsSync(path)) return nothingSeen
      const state = stateFrom(readFileSync(path, 'utf8'))
      if (!state) throw new Error(`${path} is not what monitor remembers: name another --state.`)
      return state
    },
    write: (state) => writeWhole(path, Buffer.from(stateText(state))),
  }
}
