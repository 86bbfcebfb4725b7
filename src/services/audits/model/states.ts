/** How an audit goes: asked for, drafted by a job, published by another person than who asked, or dropped. Pure. */

export const states = ['asked', 'drafted', 'published', 'dropped'] as const
export type State = (typeof states)[number]

export const verdicts = ['pass', 'fail', 'inconclusive'] as const

/** `A-3`: the number under which an audit is known. */
export const numberOf = (id: number): string => `A-${id}`

/** The id in such a number. */
export function idIn(number: string): number | undefined {
  const digits = /^a-?(\d{1,9})$/i.exec(number.trim())?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Reports that two people label anew: two in a hundred, ten at least and sixty at most. */
export function sampleSize(n: number): number {
  return Math.min(n, Math.max(10, Math.min(60, Math.ceil(n * 0.02))))
}

/** So many of these, drawn by chance that can be repeated (Fisher & Yates 1938). */
export function drawn<T>(from: readonly T[], size: number, random: () => number): T[] {
  const pool = [...from]
  const taken: T[] = []
  for (let n = 0; n < size && pool.length > 0; n += 1) {
    taken.push(...pool.splice(Math.floor(random() * pool.length), 1))
  }
  return taken
}
