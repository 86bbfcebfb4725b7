/** What the register's codes are called. */
import type { Say } from '#core/text'
import type { QuestionSet } from './model.ts'

const named = (key: string, code: string, say: Say) => (say.has(key) ? say(key) : code)

/** A purpose by its title. */
export const purposeTitle = (id: string, say: Say) => named(`purpose.${id}.title`, id, say)

/** Why data is read for it. */
export const purposeWhy = (id: string, say: Say) =>
  say.has(`purpose.${id}.why`) ? say(`purpose.${id}.why`) : ''

/** A kind of data. */
export const fieldName = (name: string, say: Say) => named(`field.${name}`, name, say)

/** A retention class. */
export const className = (retention: string, say: Say) =>
  named(`folder.class.${retention}`, retention, say)

/** A service of the city. */
export const serviceName = (service: string, say: Say) => named(`service.${service}`, service, say)

/** Who reads: the person, the city's own work, or officials who may. */
export function actorName(actor: string, say: Say): string {
  if (actor === 'self' || actor === 'system') return say(`processing.actor.${actor}`)
  const permission = actor.replace(/^official:/, '')
  return named(`people.who.${permission}`, permission, say)
}

/** How long something is kept, from `contact, case.closed+P1Y`. */
export function keptFor(retention: string, say: Say): string {
  const [of = '', until = ''] = retention.split(', ')
  const [event = '', period] = until.split('+')
  const after = `processing.until.${event}`
  const [, n = '', unit = ''] = /^P(\d+)([DMY])$/.exec(period ?? '') ?? []
  const begins = say.has(after) ? say(after) : until
  const rest = unit ? say(`processing.after.${unit}`, { n: Number(n) }) : ''
  return say('processing.kept-for', { class: className(of, say), until: `${begins}${rest}` })
}

/** Questions of the project in the language of the page; of others as they were published. */
export function wordedSet(set: QuestionSet, say: Say): QuestionSet {
  const worded = (key: string) => (say.has(key) ? say(key) : key)
  if (set.language !== '') return set
  return {
    ...set,
    title: worded(set.title),
    parts: set.parts.map(({ title, questions }) => ({
      title: worded(title),
      questions: questions.map((one) => ({
        ...one,
        title: worded(one.title),
        hint: worded(one.hint),
      })),
    })),
  }
}

/** What a step is called. */
export function stepName(step: string, set: QuestionSet, say: Say): string {
  const part = set.parts[Number(step) - 1]
  if (!part) return say(`processing.step.${step}`)
  return part.title || say('processing.step.more')
}
