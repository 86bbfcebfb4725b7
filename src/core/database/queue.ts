/** One at a time, in the order they came. */
export interface Queue {
  /**
   * Resolves when it is this caller's turn; the turn lasts until the returned function is called.
   */
  turn(): Promise<() => void>
}

/** A queue with nobody in it. Who waits longer than `patience` milliseconds is refused. */
export function openQueue(patience: number, refusal: () => Error): Queue {
  let last: Promise<void> = Promise.resolve()
  return {
    async turn() {
      const before = last
      let leave: () => void = () => undefined
      last = new Promise((resolve) => {
        leave = () => void before.then(resolve)
      })
      let clock: NodeJS.Timeout | undefined
      const tired = new Promise<never>((_, reject) => {
        clock = setTimeout(() => reject(refusal()), patience)
      })
      try {
        await Promise.race([before, tired])
        return leave
      } catch (failure) {
        leave()
        throw failure
      } finally {
        clearTimeout(clock)
      }
    },
  }
}
