/**
 * Opens a file so that each write is on the disk before it returns (open(2), O_SYNC): a process
 * under Node's permission model may not ask for that afterwards with fsync.
 */
import { constants } from 'node:fs'

const { O_APPEND, O_CREAT, O_EXCL, O_TRUNC, O_WRONLY } = constants
const synchronous = (constants.O_SYNC as number | undefined) ?? 0

/** For a file that must not be there yet. */
export const newDurably = O_WRONLY | O_CREAT | O_EXCL | synchronous

/** For a file that is written whole. */
export const wholeDurably = O_WRONLY | O_CREAT | O_TRUNC | synchronous

/** For lines at the end. */
export const appendDurably = O_WRONLY | O_CREAT | O_APPEND | synchronous
