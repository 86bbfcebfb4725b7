/** Numbers that prove by their own digits that they are what they look like. */

const digitsOf = (text: string) => text.replaceAll(/\D/g, '')

/** IBAN: ISO 13616-1, check digits by ISO/IEC 7064 MOD 97-10. */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false
  const moved = plain.slice(4) + plain.slice(0, 4)
  let rest = 0
  for (const letter of moved) {
    const value = Number.parseInt(letter, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

const CONTROL = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Spain's DNI and NIE: the letter is the number modulo 23 (Real Decreto 1553/2005, art. 11). */
export function isSpanishId(text: string): boolean {
  const found = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(text.replaceAll(/[\s.-]/g, '').toUpperCase())
  if (!found) return false
  const [, foreign = '', number = '', letter] = found
  if (`${foreign}${number}`.length !== 8) return false
  const value = Number(`${foreign ? 'XYZ'.indexOf(foreign) : ''}${number}`)
  return CONTROL[value % 23] === letter
}

/** The Dutch citizen service number: the eleven test with −1 for the last digit (Wet algemene bepalingen BSN). */
export function isBsn(text: string): boolean {
  const digits = digitsOf(text).padStart(9, '0')
  if (digits.length !== 9 || Number(digits) < 10_000_000) return false
  const sum = digits
    .split('')
    .reduce((total, digit, at) => total + Number(digit) * (at < 8 ? 9 - at : -1), 0)
  return sum % 11 === 0
}

/** The Italian tax code: sixteen signs, the last one from the others (Decreto ministeriale 23/12/1976). */
export function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase()
  if (
    !/^[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/.test(
      code,
    )
  )
    return false
  const odd = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]
  const valueOf = (sign: string) => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65)
  const sum = code
    .slice(0, 15)
    .split('')
    .reduce(
      (total, sign, at) => total + (at % 2 === 0 ? (odd[valueOf(sign)] ?? 0) : valueOf(sign)),
      0,
    )
  return code.charCodeAt(15) - 65 === sum % 26
}

/** Cards: ISO/IEC 7812-1, Luhn. */
export function isCard(text: string): boolean {
  const digits = digitsOf(text)
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1*$/.test(digits)) return false
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
      return total + (value > 9 ? value - 9 : value)
    }, 0)
  return sum % 10 === 0
}

/** France's NIR: 97 minus the number modulo 97; Corsica's 2A and 2B count as 19 and 18 (Décret n° 82-103). */
export function isNir(text: string): boolean {
  const found = /^([1-478]\d{4})(\d{2}|2[AB])(\d{6})(\d{2})$/.exec(
    text.replaceAll(/[\s.-]/g, '').toUpperCase(),
  )
  if (!found) return false
  const [, birth = '', place = '', order = '', key] = found
  const number = Number(`${birth}${place.replace('2A', '19').replace('2B', '18')}${order}`)
  return 97 - (number % 97) === Number(key)
}

/** Belgium's national number: 97 minus the rest of nine digits; a 2 before them for births since 2000 (KB 3/4/1984). */
export function isRijksregister(text: string): boolean {
  const digits = digitsOf(text)
  if (!/^\d{2}(?:0\d|1[0-2]|[2-5]\d)(?:[0-2]\d|3[01])\d{5}$/.test(digits)) return false
  const check = Number(digits.slice(9))
  return [digits.slice(0, 9), `2${digits.slice(0, 9)}`].some(
    (number) => 97 - (Number(number) % 97) === check,
  )
}

/** Germany's tax number: ISO/IEC 7064 MOD 11,10; of the first ten digits one or two repeat (AO § 139b). */
export function isSteuerId(text: string): boolean {
  const digits = digitsOf(text)
  if (!/^[1-9]\d{10}$/.test(digits)) return false
  const different = new Set(digits.slice(0, 10)).size
  if (different < 8 || different > 9) return false
  let product = 10
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === Number(digits[10])
}

/** The United Kingdom's National Insurance number, which has no sum: only prefixes that were never given. */
export function isNino(text: string): boolean {
  const plain = text.replaceAll(/\s/g, '').toUpperCase()
  return (
    /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/.test(plain) &&
    !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(plain)
  )
}
