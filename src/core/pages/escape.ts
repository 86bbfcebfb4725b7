/** Text on its way into formats that have signs of their own. */

/** One cell (RFC 4180). A text that a spreadsheet would take for a formula is disarmed. */
export function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value ?? '') ? `'${value}` : (value ?? '')
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const NAMED: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
}

/** Text as XML may hold it (XML 1.0 section 2.2): markup named, what no document may hold left out. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[<>&"]/g, (sign) => NAMED[sign] ?? '')
}
