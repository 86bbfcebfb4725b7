/** Lets many through at once, or one alone: the last try of a transaction that keeps losing to others. */
export interface Gate {
  together<T>(work: () => Promise<T>): Promise<T>
  alone<T>(work: () => Promise<T>): Promise<T>
}

/** A gate nobody stands in front of yet. */
export function openGate(): Gate {
  let inside = 0
  let empty: (() => void) | undefined
  let last: Promise<unknown> | undefined

  async function together<T>(work: () => Promise<T>): Promise<T> {
    while (last) await last
    inside += 1
    try {
      return await work()
    } finally {
      inside -= 1
      if (inside === 0) empty?.()
    }
  }

  async function afterOthers<T>(
    before: Promise<unknown> | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    await before
    if (inside > 0) await new Promise<void>((resolve) => (empty = resolve))
    empty = undefined
    return work()
  }

  async function alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = afterOthers(last, work)
    const quiet = mine.then(
      () => undefined,
      () => undefined,
    )
    last = quiet
    try {
      return await mine
    } finally {
      if (last === quiet) last = undefined
    }
  }

  return { together, alone }
}
