/** What is answered instead of a value: whether somebody is old enough, not when they were born. */
import { ageOn } from '#core/kernel'

const DERIVED = /^(.+)#over(\d+)$/

/** From which kept field a field is read, and the years it asks for when it is derived. */
export function kindOf(field: string): { readonly from: string; readonly over?: number } {
  const [, from, over] = DERIVED.exec(field) ?? []
  return from === undefined ? { from: field } : { from, over: Number(over) }
}

/** The fields that were asked for, and none they were taken from. */
export function derived(
  fields: readonly string[],
  kept: Readonly<Record<string, string>>,
  at: string,
): Record<string, string> {
  const asked: Record<string, string> = {}
  for (const field of fields) {
    const { from, over } = kindOf(field)
    const value = kept[from]
    if (value === undefined) continue
    asked[field] = over === undefined ? value : ageOn(at.slice(0, 10), value) >= over ? 'yes' : 'no'
  }
  return asked
}
