/**
 * Personal data in what somebody wrote, so that they see it before everybody does (GDPR art. 5(1)(c) and 25). Every find
 * is a proposal: the writer decides. Sums are checked where there are any, since a wrong alarm on each house number
 * teaches people to click alarms away.
 */
import {
  isBsn,
  isCard,
  isCodiceFiscale,
  isIban,
  isNino,
  isNir,
  isRijksregister,
  isSpanishId,
  isSteuerId,
} from './checksums.ts'
import { type Around, arabicName, isStreet, latinName } from './names.ts'
import { isPlate, plate, plateAfterWord } from './plates.ts'

export const KINDS = ['email', 'phone', 'iban', 'card', 'national-id', 'plate', 'name'] as const
export type Kind = (typeof KINDS)[number]

/** A piece of a text, from its first sign up to but without `to`. */
export interface Found {
  readonly kind: Kind
  readonly from: number
  readonly to: number
}

interface Looker {
  readonly kind: Kind
  readonly looks: RegExp
  /** How much of what was seen is one; nothing when it only looks like it. */
  readonly fits?: (text: string, around: Around) => number
}

/** Arabic-Indic and Persian digits have one sign each, so that places in the text stay the same. */
function western(text: string): string {
  return text
    .replaceAll(/[\u0660-\u0669]/g, (sign) => String(sign.charCodeAt(0) - 0x0660))
    .replaceAll(/[\u06F0-\u06F9]/g, (sign) => String(sign.charCodeAt(0) - 0x06f0))
}

const whole = (is: (text: string) => boolean) => (text: string) => (is(text) ? text.length : 0)

const isNumber = (text: string) => {
  const digits = text.replaceAll(/\D/g, '')
  return digits.length >= 9 && digits.length <= 15
}

/** A bracket that was opened before the number closes behind it and is none of it. */
const numberIn = (text: string) => (text.includes('(') ? text : text.replace(/\)$/, ''))

/** The longest beginning that is an account number: words may follow it. */
function ibanIn(text: string): number {
  for (let end = text.length; end >= 15; end -= 1) {
    if (/[\p{L}\p{N}]/u.test(text[end] ?? '')) continue
    if (isIban(text.slice(0, end))) return end
  }
  return 0
}

const LOOKERS: readonly Looker[] = [
  {
    kind: 'email',
    looks: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu,
  },
  { kind: 'iban', looks: /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b/gi, fits: ibanIn },
  {
    kind: 'national-id',
    looks: /\b[A-Z]{6}[A-Z0-9]{2}[A-Z][A-Z0-9]{2}[A-Z][A-Z0-9]{3}[A-Z]\b/gi,
    fits: whole(isCodiceFiscale),
  },
  {
    kind: 'national-id',
    looks: /\b(?:[XYZ][ -]?\d{7}|\d{2}\.?\d{3}\.?\d{3})[ -]?[A-Z]\b/gi,
    fits: whole(isSpanishId),
  },
  { kind: 'card', looks: /\b\d(?:[ -]?\d){12,18}\b/g, fits: whole(isCard) },
  {
    kind: 'national-id',
    looks: /(?<![\p{L}\d])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/gu,
    fits: whole(isNino),
  },
  {
    kind: 'national-id',
    looks: /(?<![\d+])[1-478] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/gi,
    fits: whole(isNir),
  },
  {
    kind: 'national-id',
    looks: /(?<![\d+])\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]?\d{3}[ .-]?\d{2}(?!\d)/g,
    fits: whole(isRijksregister),
  },
  {
    kind: 'national-id',
    looks: /(?<![\d+])[1-9]\d(?: ?\d{3}){3}(?!\d)/g,
    fits: whole(isSteuerId),
  },
  // After the sum, eight or nine digits by themselves: a telephone number has its own look below.
  {
    kind: 'national-id',
    looks: /(?<![\d+])\d{3}[ .]?\d{2}[ .]?\d{3,4}(?!\d)/g,
    fits: whole(isBsn),
  },
  {
    kind: 'phone',
    looks:
      /(?:\+|(?<![\p{L}\d])00)\d{1,3}(?:[ ./-]?\(?\d{1,4}\)?){2,6}|(?<![\p{L}\d,.-])\(?0\d{1,3}\)?(?:[ ./-]?\d{2,4}){2,4}(?!\d)|(?<![\p{L}\d,.-])[6789]\d{2}(?:[ .-]?\d{2,3}){2,3}(?!\d)/gu,
    fits: (text) => (isNumber(text) ? numberIn(text).length : 0),
  },
  { kind: 'plate', looks: plateAfterWord },
  { kind: 'plate', looks: plate, fits: whole(isPlate) },
  {
    kind: 'name',
    looks: latinName,
    fits: (text, near) => (isStreet(text, near) ? 0 : text.length),
  },
  { kind: 'name', looks: arabicName },
]

const overlaps = (one: Found, other: Found) => one.from < other.to && other.from < one.to

const NEAR = 60

function aroundOf(text: string, { index, 0: seen }: RegExpExecArray): Around {
  const end = index + seen.length
  return {
    before: text.slice(Math.max(0, index - NEAR), index),
    after: text.slice(end, end + NEAR),
  }
}

/** Personal data in a text, in its order. What two lookers find belongs to the first of them. */
export function findPersonal(text: string): Found[] {
  const plain = western(text)
  const found: Found[] = []
  for (const { kind, looks, fits } of LOOKERS) {
    for (const match of plain.matchAll(looks)) {
      const length = fits ? fits(match[0], aroundOf(plain, match)) : match[0].length
      const one = { kind, from: match.index, to: match.index + length }
      if (length > 0 && !found.some((other) => overlaps(one, other))) found.push(one)
    }
  }
  return found.toSorted((a, b) => a.from - b.from)
}

/** What stands for a masked piece, whatever it was and however long. */
export const MASK = '•••'

/** A text as everybody may read it. */
export function masked(text: string, pieces: readonly Found[]): string {
  const sorted = pieces.toSorted((a, b) => a.from - b.from)
  let [shown, at] = ['', 0]
  for (const { from, to } of sorted) {
    if (from < at) continue
    shown += `${text.slice(at, from)}${MASK}`
    at = to
  }
  return shown + text.slice(at)
}
