/** Texts of other registers. */

/** A tag or a comment as HTML has it; what is smaller than forty per cent is none. */
const TAG = /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<!--[^<>]*-->/gi

const NAMED: Readonly<Record<string, string>> = {
  ...{ nbsp: ' ', lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' },
}

/** A sign by its number; none that no text may hold. */
function numbered(code: string): string {
  const at = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code)
  const isSign = at >= 32 && at <= 0x10_ff_ff && (at < 0xd8_00 || at > 0xdf_ff)
  return isSign || at === 10 ? String.fromCodePoint(at) : ''
}

/** Registers of others hold markup; an entry is plain text, without signs that a database or a feed may not hold. */
export function plain(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/<\/(?:p|div|li|h\d)>|<br\s*\/?>/gi, '\n')
      .replace(TAG, '')
      .replace(/&(?:#(x[\da-f]{1,6}|\d{1,7})|(nbsp|lt|gt|quot|apos|amp));/gi, (all, code, name) =>
        code ? numbered(String(code)) : (NAMED[String(name).toLowerCase()] ?? all),
      )
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  )
}
