/** Accesses in words: who in which role, what, for what purpose; never a name. */
import type { CityFacts } from '#core/actions'
import type { Say } from '#core/text'
import type { Access, Exported, Mandate } from '#core/vault'
import { caseIn } from '#services/protection'

/** Somebody who acts for the person, in the person's own word for them. */
export function whoActs(mandate: Mandate | undefined, say: Say): string {
  const name = mandate?.name ?? ''
  const kind = mandate?.kind ?? 'voluntary'
  return say('folder.who.delegate', { kind, name, named: name === '' ? 'no' : 'yes' })
}

/** Who read, as a role with a number, or as somebody who acts for the person. */
function whoRead(access: Access, say: Say, mandates: readonly Mandate[]): string {
  const { kind, badge, unit } = access.actor
  if (access.mandate) {
    return whoActs(
      mandates.find(({ mandate }) => mandate === access.mandate),
      say,
    )
  }
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

/** A value by the name of its field, and for which case or thread it was kept. */
export function heldAs(
  { field, module, case: code, item }: Pick<Exported, 'field' | 'module' | 'case' | 'item'>,
  say: Say,
): string {
  const name = fieldsIn([field], say)
  const about = code ?? (module === 'messages' ? (item?.split('/')[0] ?? null) : null)
  if (about === null) return name
  return `${name} (${caseIn({ module: module ?? '', purpose: '', case: about }, say).text})`
}

/** A day as people write it, and a district by its name; everything else as it was typed. */
export function valueIn(
  field: string,
  districts: ReadonlyMap<string, string>,
  say: Say,
): (text: string) => string {
  if (field === 'residence.homeDistrict') return (text) => districts.get(text) ?? text
  return (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? say.date(text, 'long') : text)
}

/** What officials wrote, or made of a proof: it did not come from the person. */
const OF_THE_CITY = new Set([
  'request.letter',
  'request.explanation',
  'residence.homeDistrict',
  'residence.over16From',
  'residence.residentUntil',
  'residence.letterCode',
])

/** Where a value came from: the person or the city, through a service (GDPR art. 15(1)(g)). */
export function sourceIn({ field, module }: Pick<Exported, 'field' | 'module'>, say: Say): string {
  if (module === null) return say('folder.source.earlier')
  const service = serviceName(module, say)
  return say(OF_THE_CITY.has(field) ? 'folder.source.city' : 'folder.source.you', { service })
}

/** One reading as a sentence. */
export function sentence(access: Access, say: Say, mandates: readonly Mandate[] = []): string {
  const who = whoRead(access, say, mandates)
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

/** Whose words a reason is in: of an official, or of the city's own program. */
export function reasonLabel({ actor }: { actor: Pick<Access['actor'], 'kind'> }, say: Say): string {
  return say(actor.kind === 'official' ? 'folder.access.reason' : 'folder.access.reason.program')
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
