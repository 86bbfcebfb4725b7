/** A restore that was begun: until it is over nothing answers, so that nobody works on half a city. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '#core/database'
import { z } from 'zod'
import { CannotStart } from '../key-folder.ts'

const NAME = 'restoring.json'
const Begun = z.object({ from: z.string(), keysFrom: z.string() })

/** Out of which copy. */
type Copy = z.infer<typeof Begun>

const fileIn = (keys: string) => join(keys, NAME)

function begunIn(keys: string): Copy | undefined {
  if (!existsSync(fileIn(keys))) return undefined
  return Begun.safeParse(JSON.parse(readFileSync(fileIn(keys), 'utf8'))).data
}

export const isUnderWay = (keys: string): boolean => begunIn(keys) !== undefined

const stopped = ({ from, keysFrom }: Copy) =>
  new CannotStart(
    'A restore was stopped half way, so nothing starts: run it to its end with ' +
      `cityright restore --from ${from} --keys-from ${keysFrom}`,
  )

/** Throws, with how to go on, while a restore is not over. */
export function requireNoneUnderWay(keys: string): void {
  const begun = begunIn(keys)
  if (begun) throw stopped(begun)
}

/** Notes that this copy is brought back; true when it was begun before and goes on. */
export function beginRestore(keys: string, { from, keysFrom }: Copy): boolean {
  const begun = begunIn(keys)
  if (!begun) writeWhole(fileIn(keys), JSON.stringify({ from, keysFrom }))
  else if (begun.from !== from || begun.keysFrom !== keysFrom) throw stopped(begun)
  return begun !== undefined
}

/** Everything is back. */
export function endRestore(keys: string): void {
  rmSync(fileIn(keys), { force: true })
}
