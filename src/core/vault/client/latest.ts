/** Remembers the answers asked for last; an answer that failed is asked for again. */
export function latest<T extends Promise<unknown>>(most: number): (key: string, ask: () => T) => T {
  const known = new Map<string, T>()
  return (key, ask) => {
    const before = known.get(key)
    const now = before ?? ask()
    known.delete(key)
    known.set(key, now)
    if (before) return before
    now.catch(() => known.get(key) === now && known.delete(key))
    const oldest = known.size > most ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    return now
  }
}
