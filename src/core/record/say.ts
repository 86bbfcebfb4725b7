import type { Say, Values } from '#core/text'
import type { Entry } from './bytes.ts'
import type { PublicBody } from './public.ts'

function valuesOf(body: PublicBody): Values {
  const values: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string' || typeof value === 'number') values[name] = value
    if (typeof value === 'boolean') values[name] = String(value)
  }
  return values
}

/**
 * What an entry says in plain words: the text `entry.<kind>` of its service, filled with its body.
 */
export function sentenceOf({ kind, body }: Pick<Entry, 'kind' | 'body'>, say: Say): string {
  return say.has(`entry.${kind}`) ? say(`entry.${kind}`, valuesOf(body)) : kind
}

/**
 * Who acted, in plain words: somebody with a role (`titled` knows its title), a registered decision,
 * the city itself.
 */
export function actorOf(
  { by }: Pick<Entry, 'by'>,
  say: Say,
  titled = (role: string): string => role,
): string {
  const [kind = '', name = ''] = by.split(':')
  if (by === 'role:resident' || by === 'role:delegate') return say(`record.by.${name}`)
  if (kind === 'role') return say('record.by.role', { role: titled(name) })
  if (kind === 'decision') {
    const key = `decision.${name}`
    return say('record.by.decision', { decision: say.has(key) ? say(key) : name })
  }
  return say(`record.by.${kind}`)
}
