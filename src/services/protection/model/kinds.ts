/** What may be asked of one's own data, and where a request stands. Pure. */

/** Kinds of requests, in the order in which they are offered. */
export const kinds = [
  'question',
  'contest',
  'correction',
  'objection',
  'restriction',
  'erasure',
  'access',
  'complaint',
] as const
export type Kind = (typeof kinds)[number]

export const states = ['received', 'handling', 'answered', 'done', 'withdrawn'] as const
export type State = (typeof states)[number]

/** States in which the clock runs. */
export const openStates = ['received', 'handling'] as const

export const outcomes = ['granted', 'partly', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

/** Why something is not granted as it was asked (GDPR art. 12(4), 12(5), 17(3), 21(1)). */
export const grounds = [
  'correct-as-is',
  'not-held',
  'law-demands',
  'open-case',
  'overriding',
  'others-rights',
  'unfounded',
  'excessive',
  'not-identified',
] as const
export type Ground = (typeof grounds)[number]

/** What the officer found about a contested access. */
export const findings = ['lawful', 'unlawful'] as const
export type Finding = (typeof findings)[number]

/** Why the city needs longer (art. 12(3)). */
export const delays = ['complex', 'many-requests', 'unit-answers-late'] as const

/** What was looked at when a request was taken in at the desk; `doubted`: nothing that is enough. */
export const identities = ['id-card', 'passport', 'residence-permit', 'doubted'] as const
export type Identity = (typeof identities)[number]

/** Values that can be corrected here. The address of an account changes with the account. */
export const correctable = [
  'contact.name',
  'contact.email',
  'contact.phone',
  'person.birthDate',
] as const
export type Correctable = (typeof correctable)[number]

/** Articles that give the right, as a letter cites them. */
export const articleOf: Readonly<Record<Kind, string>> = {
  question: '15(1)',
  contest: '5(1)(a), 77',
  correction: '16, 19',
  objection: '21(1)',
  restriction: '18(1)',
  erasure: '17(1)',
  access: '15(1), 15(3)',
  complaint: '12(4), 38(4)',
}

/** Kinds for which something changes in the vault when they are granted. */
const carried: readonly Kind[] = ['correction', 'objection', 'restriction', 'erasure']

/** Is something to be done in the vault? Only for somebody the city knows by an account. */
export function isCarriedOut(kind: Kind, outcome: Outcome, byDesk: boolean): boolean {
  return outcome === 'granted' && !byDesk && carried.includes(kind)
}

/** The number people know a request by. */
export function numberOf(id: number): string {
  return `P-${id}`
}

/** The id in such a number. */
export function idIn(number: string): number | undefined {
  const [, digits] = /^P-(\d{1,9})$/.exec(number.trim().toUpperCase()) ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** What a value has to look like, by its field. */
const forms: Readonly<Record<Correctable, RegExp>> = {
  'contact.name': /\S/,
  'contact.email': /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  'contact.phone': /^\+?[\d ().\-/]{3,40}$/,
  'person.birthDate': /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/,
}

/** Can this be a value of that field? The vault looks again when it is put there. */
export function fits(field: Correctable, value: string): boolean {
  return forms[field].test(value.trim())
}
