import { hashFrom, hashText } from './hash.ts'
import type { Tree } from './proofs.ts'

/** What a log says of itself: who it is, how large, and with which root (C2SP tlog-checkpoint). */
export interface Checkpoint extends Tree {
  readonly origin: string
}

/** A number as checkpoints and proofs write it; undefined when written otherwise. */
export function sizeFrom(text: string): number | undefined {
  const size = Number(text)
  return /^(?:0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(size) ? size : undefined
}

/** The text of a checkpoint, which is what is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${hashText(root)}\n`
}

/** Reads the text of a checkpoint; undefined when it is none. Extension lines are let through. */
export function checkpointFrom(text: string): Checkpoint | undefined {
  const lines = text.split('\n')
  const [origin = '', count = '', hash = '', ...rest] = lines
  const [size, root] = [sizeFrom(count), hashFrom(hash)]
  const ends = rest.at(-1) === '' && rest.slice(0, -1).every((line) => line !== '')
  return origin !== '' && size !== undefined && root && ends ? { origin, size, root } : undefined
}
