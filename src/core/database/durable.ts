/**
 * Files whose bytes are on the disk when a call returns (open(2), O_SYNC): a process under Node's
 * permission model may not ask for that afterwards with fsync.
 */
import { closeSync, constants, linkSync, openSync, rmSync, writeFileSync } from 'node:fs'

const { O_APPEND, O_CREAT, O_EXCL, O_TRUNC, O_WRONLY } = constants
const synchronous = (constants.O_SYNC as number | undefined) ?? 0

/** A file that must not be there yet, that is written whole, or that gets more at its end. */
const HOW = { new: O_EXCL, whole: O_TRUNC, more: O_APPEND }

/** Writes for whoever runs the city and nobody else, and returns when it is on the disk. */
export function writeDurably(path: string, text: string, how: keyof typeof HOW): void {
  const file = openSync(path, O_WRONLY | O_CREAT | HOW[how] | synchronous, 0o600)
  try {
    writeFileSync(file, text)
  } finally {
    closeSync(file)
  }
}

/**
 * Writes a new file that is there whole or not at all, also for whoever looks meanwhile or after a kill. Throws
 * `EEXIST` where there is one.
 */
export function writeWhole(path: string, text: string): void {
  const beside = `${path}.${process.pid}`
  rmSync(beside, { force: true })
  try {
    writeDurably(beside, text, 'new')
    linkSync(beside, path)
  } finally {
    rmSync(beside, { force: true })
  }
}
