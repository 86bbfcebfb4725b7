/** What an operator does with the keys of the log; needs no database. */
export { isKeyFolder, restartLog, retireKeys, rotateKeys, showKeys } from '../sequencer/rotate.ts'
