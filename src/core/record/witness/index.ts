/** A witness of the logs of others; needs no database. */
export { witnessKey } from '../sequencer/key-files.ts'
export { type WitnessRequest } from './answer.ts'
export { fileMemory } from './file.ts'
export { witnessServer } from './listen.ts'
