/** What is answered instead of a value: whether somebody is old enough, not when they were born. */
import { ageOn } from '#core/kernel'

const DERIVED = /^(.+)#(?:over(\d+)|(ahead|reached))$/

interface Derived {
  /** The kept field it is read from. */
  readonly from: string
  /** Years, when it asks whether somebody is old enough. */
  readonly over?: number
  /** When it asks whether a day is still ahead or reached. */
  readonly when?: string
}

/** From which kept field a field is read, and what it asks for when it is derived. */
export function kindOf(field: string): Derived {
  const [, from, over, when] = DERIVED.exec(field) ?? []
  if (from === undefined) return { from: field }
  return over === undefined ? { from, when: when ?? '' } : { from, over: Number(over) }
}

function answer({ over, when }: Derived, value: string, today: string): string {
  if (over === undefined && when === undefined) return value
  if (over !== undefined) return ageOn(today, value) >= over ? 'yes' : 'no'
  return (when === 'ahead') === value > today ? 'yes' : 'no'
}

/** The fields that were asked for, and none they were taken from. */
export function derived(
  fields: readonly string[],
  kept: Readonly<Record<string, string>>,
  at: string,
): Record<string, string> {
  const asked: Record<string, string> = {}
  for (const field of fields) {
    const kind = kindOf(field)
    const value = kept[kind.from]
    if (value !== undefined) asked[field] = answer(kind, value, at.slice(0, 10))
  }
  return asked
}
