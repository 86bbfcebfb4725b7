/** Long work in pieces: whoever does it may let others have their turn in between, and it comes to the same. */
import { setImmediate } from 'node:timers/promises'

/** Work that stops now and then, and gives its result at the end. */
export type Pieces<T> = Generator<void, T, unknown>

/** Does all pieces one after another. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Does the pieces in turns with everything else this process has to do: others wait for one piece at most. */
export async function inTurns<T>(work: Pieces<T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await setImmediate()
  }
}

/** So many of a list make a piece. */
const MANY = 50

/** Makes something of each of a list, in pieces. */
export function* mapped<T, U>(list: readonly T[], make: (one: T, at: number) => U): Pieces<U[]> {
  const made: U[] = []
  for (const [at, one] of list.entries()) {
    made.push(make(one, at))
    if (at % MANY === MANY - 1) yield
  }
  return made
}
