/** Many letters under way at the same time, and never more than are written down as under way. */

/** How a flow takes and sends. */
export interface Flow<T, E> {
  /** At most so many are taken and not yet noted: as many are unsure at worst when the process is killed. */
  readonly most: number
  /** So many are taken at once. */
  readonly part: number
  /** Notes how those ended that were under way, and takes the next ones, durably; none: there are no more. */
  take(ended: readonly E[], part: number): Promise<readonly T[]>
  send(one: T): Promise<E>
  /** Asked before each taking; false: nothing more is taken, what is under way comes to its end. */
  goesOn(): boolean
}

/**
 * Sends until there is nothing more to take. While some are noted and the next are taken, others are still under way, so
 * that the server is never left waiting. A failure ends the taking; it is thrown when everything else has been noted.
 */
export async function flow<T, E>({ most, part, take, send, goesOn }: Flow<T, E>): Promise<void> {
  const underWay = new Set<Promise<void>>()
  let ended: E[] = []
  let failure: unknown
  const start = (one: T) => {
    const sending: Promise<void> = send(one)
      .then(
        (end) => void ended.push(end),
        (reason: unknown) => void (failure ??= reason),
      )
      .finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  for (let more = true; more || underWay.size > 0 || ended.length > 0;) {
    const noted = ended
    ended = []
    more &&= failure === undefined && goesOn()
    const taken = await take(noted, more ? part : 0)
    more = taken.length > 0
    for (const one of taken) start(one)
    const room = more ? most - part : -1
    while (underWay.size > 0 && underWay.size + ended.length > room) await Promise.race(underWay)
  }
  if (failure !== undefined) throw failure
}
