/** Plates of cars (GDPR recital 26: whoever has the register knows whose it is). */

/** What looks like a plate: Spain, the Netherlands, the United Kingdom, France and Italy, Germany, Morocco. */
export const plate = new RegExp(
  [
    '\\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}',
    '[A-Z]{1,2}[ -]\\d{4}[ -][A-Z]{1,2}',
    '[A-Z]{2}\\d{2} ?[A-Z]{3}',
    '[A-Z]{2}[ -]\\d{3}[ -][A-Z]{2}',
    '[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \\d{1,4}',
    '\\d{4,5}[ |/-]{1,3}[\\u0621-\\u064A][ |/-]{1,3}\\d{1,2}',
    '[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,3}',
  ]
    .map((look) => `(?<![\\p{L}\\p{N}-])${look}(?![\\p{L}\\p{N}-])`)
    .join('|'),
  'gu',
)

/** Whatever has letters and digits right after a word for a plate, in four languages. */
export const plateAfterWord =
  /(?<=(?<!\p{L})(?:number ?plate|licen[cs]e plate|registration|plate|matr[ií]cula|kenteken|لوحة(?: رقم)?|رقم اللوحة|اللوحة)(?: number| no\.?| n[º°.])?[ :]{1,3})(?=[\p{L}\d -]{0,9}\d)(?=[\p{L}\d -]{0,9}[A-Z\u0621-\u064A])(?:[A-Z\u0621-\u064A\d]{1,5}[ -]?){1,4}[A-Z\u0621-\u064A\d](?![\p{L}\d])/gu

const isDutch = (text: string) => {
  const groups = text.split('-')
  const signs = groups.join('')
  const pure = groups.every((group) => /^(?:[A-Z]+|\d+)$/.test(group))
  return pure && signs.length === 6 && /\d/.test(signs) && /[A-Z]/.test(signs)
}

/** A year before three capitals, as in "2024 DST", is none; three groups with dashes are one only as the Dutch have them. */
export function isPlate(text: string): boolean {
  if (/^(?:19|20)\d{2} /.test(text)) return false
  if (/^[A-Z]{1,2}[ -]\d{3,4}[ -][A-Z]{1,2}$/.test(text)) return true
  return /^[^-]+-[^-]+-[^-]+$/.test(text) ? isDutch(text) : true
}
