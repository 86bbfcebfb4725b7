/** Accesses in words: who in which role, what, for what purpose; never a name. */
import type { CityFacts } from '#core/actions'
import type { Say } from '#core/text'
import type { Access } from '#core/vault'

/** Who read, as a role with a number. */
function whoRead(access: Access, say: Say): string {
  const { kind, badge, unit } = access.actor
  if (kind === 'self') return say('folder.who.self')
  if (kind === 'system') return say('folder.who.system')
  return say('folder.who.official', { badge: badge ?? '', unit: unit ?? 'none' })
}

/** With the name of the official's unit in place of its code. */
export function inUnit(access: Access, { units }: CityFacts, language: string): Access {
  const { actor } = access
  const name = units.find(({ code }) => code === actor.unit)?.name
  const unit = name?.[language] ?? name?.['en'] ?? actor.unit
  return { ...access, actor: { ...actor, unit } }
}

/** Fields by their names in words. */
export function fieldsIn(fields: readonly string[], say: Say): string {
  return say.list(fields.map((name) => (say.has(`field.${name}`) ? say(`field.${name}`) : name)))
}

/** One reading as a sentence. */
export function sentence(access: Access, say: Say): string {
  const who = whoRead(access, say)
  if (access.fields.length === 0) return say('folder.sentence.nothing', { who })
  const fields = fieldsIn(access.fields, say)
  return access.outcome === 'denied'
    ? say('folder.sentence.denied', { who, fields })
    : say('folder.sentence.read', { who, fields })
}

/** A purpose by its title; one that is no longer declared by its code. */
export function purposeTitle(purpose: string, say: Say): string {
  const key = `purpose.${purpose}.title`
  return say.has(key) ? say(key) : purpose
}

/** A program gives its reason as a text key, an official in their own words. */
export function reasonOf(reason: string, say: Say): string {
  return say.has(reason) ? say(reason) : reason
}

/** A retention class in words. */
export function className(retention: string, say: Say): string {
  if (retention.startsWith('document:')) return say('folder.class.document')
  return say.has(`folder.class.${retention}`) ? say(`folder.class.${retention}`) : retention
}

/** A notice by its title; one without a title by its code. */
export function noticeName(notice: string, say: Say): string {
  return say.has(`notice.${notice}`) ? say(`notice.${notice}`) : notice
}

/** A service by its name; one that is gone by its code. */
export function serviceName(service: string, say: Say): string {
  return say.has(`service.${service}`) ? say(`service.${service}`) : service
}

/** Why it was refused, and what that says of the city: nothing declared, or something else than that. */
export function denial({ denied, breach }: Access, say: Say): string {
  const why = denied ? say(`vault.${denied}`) : ''
  return breach ? `${why} ${say('folder.breach', { breach })}`.trim() : why
}

/** A retention as the declarations write it, `contact, case.closed+P1Y`, in words. */
export function retentionIn(retention: string, say: Say): string {
  const until = retention.slice(retention.indexOf(', ') + 2)
  const [, event = '', count = '0', unit = 'none'] =
    /^(case|account)\.closed(?:\+P(\d+)([YMD]))?$/.exec(until) ?? []
  return event ? say(`folder.retention.${event}`, { count: Number(count), unit }) : until
}
