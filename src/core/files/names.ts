const LONGEST = 120

/** What separates or hides in a name: controls, path marks, wildcards, direction marks. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\\/:*?"<>|]/gu

/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

function lastOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? ''
}

/** The part of a name after its last dot, in lower case; empty when there is none. */
export function extensionOf(name: string): string {
  const last = lastOf(name)
  const dot = last.lastIndexOf('.')
  return dot <= 0
    ? ''
    : last
        .slice(dot + 1)
        .toLowerCase()
        .replace(/[^a-z0-9]/g, '')
}

/** The sender's name for a file without paths, control and direction marks; never empty, never hidden. */
export function safeName(name: string, extension = extensionOf(name)): string {
  const last = lastOf(name.normalize('NFC'))
  const dot = last.lastIndexOf('.')
  const stem = (dot > 0 ? last.slice(0, dot) : last).toWellFormed().replace(UNSAFE, ' ')
  const tidy = stem.replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '')
  const short = Array.from(tidy).slice(0, LONGEST).join('').trim()
  const sure = short === '' || DEVICES.test(short) ? `file${short && `-${short}`}` : short
  return extension ? `${sure}.${extension}` : sure
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** The header that names a download, for old and new browsers (RFC 6266, RFC 8187). */
export function contentDisposition(
  name: string,
  type: 'attachment' | 'inline' = 'attachment',
): string {
  const safe = safeName(name)
  const plain = safe
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w .()-]/g, '_')
  if (plain === safe) return `${type}; filename="${plain}"`
  const coded = encodeURIComponent(safe).replace(/['()*]/g, percent)
  return `${type}; filename="${plain}"; filename*=UTF-8''${coded}`
}
