import type { Reason } from '#core/kernel'
import { type Problem, reasonText } from '#core/pages'
import type { Say } from '#core/text'

/** The sentence of a reason: the field's own words first, then the service's, then the city's. */
export function messageOf(say: Say, reason: Reason, action: string): string {
  const { code, field, values } = reason
  const own = `${action}.${field}.${code}`
  if (field !== undefined && say.has(own)) return say(own, values)
  return reasonText(say, reason, action.slice(0, action.indexOf('.')))
}

/** `kinds.0` is a fault of the field `kinds`. */
export const fieldOf = (reason: Reason) => reason.field?.replace(/(?:\.\d+)+$/, '')

/** What was wrong with one field, if anything was. */
export function reasonAt(
  problem: Problem | null,
  action: string,
  path: string,
): Reason | undefined {
  if (problem?.action !== action) return undefined
  return problem.reasons.find((reason) => fieldOf(reason) === path)
}

/** What was typed into a field at the last attempt; undefined when nothing was. */
export function typed(problem: Problem | null, action: string, path: string): unknown {
  if (problem?.action !== action) return undefined
  const { values } = problem
  for (const name of [path, nameOf(path), `${nameOf(path)}[]`, `${path}[]`]) {
    if (Object.hasOwn(values, name)) return values[name]
  }
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    return (value as Readonly<Record<string, unknown>>)[name]
  }, values)
}

/** Name in the form: `answers.lamp` is sent as `answers[lamp]`. */
export function nameOf(path: string): string {
  const [first, ...rest] = path.split('.')
  return `${first}${rest.map((name) => `[${name}]`).join('')}`
}

/** Id of the field in the page, so that the summary can lead to it. */
export function idOf(action: string, path: string): string {
  return `${action}-${path}`.replace(/[^\w-]+/g, '-')
}
