/** How a personal value is written; the vault refuses one that does not fit. */
export type FieldKind = 'text' | 'email' | 'phone' | 'date'

/** What is declared of one kind of personal data (privacy-record.md 2.2). */
export interface FieldSpec {
  /** Retention class: values of one class share a key and vanish together. */
  readonly class: string
  /** Term of the Data Privacy Vocabulary, such as `pd:EmailAddress`. */
  readonly pd: string
  /** Only for values hard to guess: a keyed hash lets the vault find one exactly. */
  readonly index?: 'exact'
  /** Special category of GDPR art. 9. */
  readonly special?: 'art9'
  /** Each case has a value of its own; a value of another case is never read for it. */
  readonly per?: 'case'
  /** The field from which this one is derived; it is never kept itself. */
  readonly of?: string
  /** Derived of a date of birth: whether the person is at least so many years old. */
  readonly over?: number
  /** Derived of a day: whether it is still ahead, or reached. */
  readonly when?: 'ahead' | 'reached'
}

declare const made: unique symbol

/** One kind of personal data, declared. Only the functions of `field` make one. */
export interface Field<Name extends string = string> extends FieldSpec {
  readonly [made]: 'field'
  readonly name: Name
  readonly kind: FieldKind
}

/** A field as plain data: what the vault stores of the declaration. */
export type DeclaredField = Omit<Field, typeof made>

/** Kinds of values of which there are too many to try them all. */
const HARD_TO_GUESS: readonly FieldKind[] = ['email', 'phone']

/**
 * Whether a keyed hash may find the value again: whoever has the key could try out what is easy to guess, and nobody
 * is to be found by a special category (privacy-record.md 2.7).
 */
export function mayBeFound({
  kind,
  index,
  special,
}: Pick<DeclaredField, 'kind'> & {
  readonly index?: 'exact' | undefined
  readonly special?: 'art9' | undefined
}): boolean {
  return index === undefined || (HARD_TO_GUESS.includes(kind) && special === undefined)
}

function declare<const Name extends string>(
  kind: FieldKind,
  name: Name,
  spec: FieldSpec,
): Field<Name> {
  if (!mayBeFound({ kind, ...spec }))
    throw new Error(`${name} is easy to guess, or of a special category: it has no index`)
  return Object.freeze({ ...spec, name, kind }) as Field<Name>
}

/**
 * Whether somebody is old enough, instead of the day they were born (GDPR art. 5(1)(c)): the vault
 * answers `yes` or `no`, on the day that is asked for.
 */
function over<const Name extends string, const Years extends number>(
  from: Field<Name>,
  years: Years,
): Field<`${Name}#over${Years}`> {
  if (from.kind !== 'date') throw new Error(`${from.name} is no date of birth`)
  const { class: retention, pd, special } = from
  const spec = { class: retention, pd, ...(special ? { special } : {}), of: from.name, over: years }
  return declare('date', `${from.name}#over${years}`, spec)
}

/**
 * Whether a day is still ahead, or reached, instead of the day itself (GDPR art. 5(1)(c)): the vault
 * answers `yes` or `no`, on the day that is asked for.
 */
function day<const Name extends string, const When extends 'ahead' | 'reached'>(
  from: Field<Name>,
  when: When,
): Field<`${Name}#${When}`> {
  if (from.kind !== 'date') throw new Error(`${from.name} is no day`)
  const { class: retention, pd, special } = from
  const spec = { class: retention, pd, ...(special ? { special } : {}), of: from.name, when }
  return declare('date', `${from.name}#${when}`, spec)
}

/** Declares personal data, one function for each way of writing it. */
export const field = {
  text: <const Name extends string>(name: Name, spec: FieldSpec) => declare('text', name, spec),
  email: <const Name extends string>(name: Name, spec: FieldSpec) => declare('email', name, spec),
  phone: <const Name extends string>(name: Name, spec: FieldSpec) => declare('phone', name, spec),
  date: <const Name extends string>(name: Name, spec: FieldSpec) => declare('date', name, spec),
  over,
  day,
}

/** Where a person wants to be written to. */
export const contactEmail = field.email('contact.email', {
  class: 'contact',
  pd: 'pd:EmailAddress',
  index: 'exact',
})

/** What a person wants to be called. */
export const contactName = field.text('contact.name', { class: 'contact', pd: 'pd:Name' })

/** Where a person can be called. */
export const contactPhone = field.phone('contact.phone', {
  class: 'contact',
  pd: 'pd:TelephoneNumber',
  index: 'exact',
})

/** The day a person was born. */
export const birthDate = field.date('person.birthDate', { class: 'identity', pd: 'pd:BirthDate' })

/** A document that a person keeps in their folder; and what they say of it. */
export const documentKept = field.text('document.kept', { class: 'documents', pd: 'pd:Document' })
export const documentKeptAbout = field.text('document.kept-about', {
  class: 'documents',
  pd: 'pd:Document',
})

/** A document that the city gave a person; and what it is called. */
export const documentIssued = field.text('document.issued', {
  class: 'documents-issued',
  pd: 'pd:OfficialID',
})
export const documentIssuedAbout = field.text('document.issued-about', {
  class: 'documents-issued',
  pd: 'pd:OfficialID',
})

/** The address a person signs in with. It changes only together with the account. */
export const accountEmail = field.email('account.email', {
  class: 'account',
  pd: 'pd:EmailAddress',
  index: 'exact',
})
