/** Messages between a unit and one resident, and what is due; what stands here is never a word of them. */

/** Who wrote a message. */
export type Writer = 'service' | 'official' | 'resident'

export const dueKinds = ['charge', 'deadline'] as const
export type DueKind = (typeof dueKinds)[number]
/** A charge is paid, what has a day is done; the unit takes back either. */
export const dueStates = ['open', 'paid', 'done', 'withdrawn'] as const
export type DueState = (typeof dueStates)[number]

/** How often somebody wants to be told that there is a message. */
export const frequencies = ['each', 'daily', 'weekly'] as const
export type Often = (typeof frequencies)[number]

/** What a matter is called, by language; null where only its number is known. */
export type Titles = Readonly<Record<string, string>> | null

/** Where a thread stands. Once it is closed nobody but its resident can read it. */
export interface Thread {
  readonly number: number
  readonly ref: string
  readonly service: string
  readonly subject: string
  readonly titles: Titles
  readonly unit: string
  readonly language: string
  readonly state: 'open' | 'closed'
  readonly changedAt: string
}

/** `M-7`: how a thread is called, in addresses and in the folder. */
export function threadName(number: number): string {
  return `M-${number}`
}

/** The number in such a name; undefined when it is none. */
export function numberIn(name: string): number | undefined {
  const [, digits] = /^M-([1-9]\d{0,14})$/.exec(name) ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** What the vault calls the text of one message. */
export function itemOf(number: number, message: string): string {
  return `${threadName(number)}/${message}`
}

/** Digits behind the point of a currency (ISO 4217), as this machine knows them. */
function digitsOf(currency: string): number {
  const style = { style: 'currency', currency } as const
  return new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits ?? 2
}

/** Whether there is such a currency (ISO 4217). */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code)
}

/** `12.50` in the smallest unit of the currency; undefined when it cannot be written in it. */
export function smallestUnits(text: string, currency: string): number | undefined {
  const digits = digitsOf(currency)
  const [, whole = '', part = ''] = /^(\d{1,10})(?:[.,](\d+))?$/.exec(text.trim()) ?? []
  if (whole === '' || part.length > digits) return undefined
  const units = Number(`${whole}${part.padEnd(digits, '0')}`)
  return units > 0 ? units : undefined
}

/** An amount as the reader's language writes it. */
export function money(amount: number, currency: string, language: string): string {
  const value = amount / 10 ** digitsOf(currency)
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(value)
}
