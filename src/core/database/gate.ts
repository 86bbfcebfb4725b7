/**
 * Lets transactions through: as many at once as do not get into each other's way. It narrows when
 * they
 * collide and widens again as they succeed, and lets one through alone that has lost too often.
 */
export interface Gate {
  /** Waits for a place, then does the work in it; `alone`, with nobody else inside. */
  pass<T>(work: () => Promise<T>, alone?: boolean): Promise<T>
  /** Somebody collided: half as many at once from now on. */
  narrow(): void
}

interface Visitor {
  readonly alone: boolean
  enter(): void
}

interface GateSettings {
  /** How many at once at most. */
  readonly most: number
  /** Milliseconds somebody waits at most. */
  readonly patience: number
  readonly refusal: () => Error
}

/** What one success adds to the width again. */
const WIDER = 0.02

/** A gate nobody stands in front of yet. */
export function openGate({ most, patience, refusal }: GateSettings): Gate {
  const waiting: Visitor[] = []
  let width = most
  let inside = 0
  let shut = false

  function admit(): void {
    for (let next = waiting[0]; next; next = waiting[0]) {
      if (shut || inside >= (next.alone ? 1 : Math.floor(width))) return
      waiting.shift()
      inside += 1
      shut = next.alone
      next.enter()
    }
  }

  function place(alone: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => {
        waiting.splice(waiting.indexOf(visitor), 1)
        reject(refusal())
        admit()
      }, patience)
      const visitor = { alone, enter: () => (clearTimeout(clock), resolve()) }
      if (alone) waiting.unshift(visitor)
      else waiting.push(visitor)
      admit()
    })
  }

  async function pass<T>(work: () => Promise<T>, alone = false): Promise<T> {
    await place(alone)
    try {
      const result = await work()
      width = Math.min(most, width + WIDER)
      return result
    } finally {
      inside -= 1
      shut = false
      admit()
    }
  }

  return { pass, narrow: () => void (width = Math.max(1, Math.min(width, inside + 1) / 2)) }
}
