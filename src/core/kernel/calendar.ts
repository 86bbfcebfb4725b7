/** How every calendar is written (RFC 5545). What stands in one is its service's own. */

/** Words as a calendar holds them (3.3.11): without control characters, lines as `\n`. */
export const calendarText = (text: string): string =>
  text
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')

/** `20261029T170000Z` (3.3.5, form 2). */
export const calendarMoment = (iso: string): string => `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`

/** No line is longer than 75 octets; a sign is never cut in two (3.1). */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const sign of line) {
    const more = new TextEncoder().encode(sign).length
    if (octets + more > 75) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += sign
    octets += more
  }
  return [...parts, part].join('\r\n')
}

/** Lines as they are sent. */
export const calendarLines = (all: readonly string[]): string =>
  all.map((line) => `${folded(line)}\r\n`).join('')

/** The head of a calendar with its name; `product` is what of this software writes it, such as `Activities`. */
export function calendarHead(name: string, product: string): string {
  return calendarLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Cityright//${product}//EN`,
    'CALSCALE:GREGORIAN',
    `NAME:${calendarText(name)}`,
    `X-WR-CALNAME:${calendarText(name)}`,
  ])
}

export const calendarEnd = calendarLines(['END:VCALENDAR'])
