const LONGEST = 300

/** Addresses, numbers one could call, and quoted values: what a failure may have picked up from a person. */
const PERSONAL = /[^\s<>"']+@[^\s<>"']+|\+?\d[\d ()./-]{6,}\d/g

/** What went wrong, in a line an operator may read: nothing a person could be known by. */
export function describeFailure(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown failure'
  const code = 'code' in failure && typeof failure.code === 'string' ? ` (${failure.code})` : ''
  const text = `${failure.name}${code}: ${failure.message}`.replace(/\s+/g, ' ')
  return text.replace(PERSONAL, '‹personal›').slice(0, LONGEST)
}

/** Stands for work that ended the process each time it began. */
export const STOPPED = 'the process stopped while the job ran'
