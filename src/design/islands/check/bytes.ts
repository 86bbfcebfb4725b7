/** Bytes and their spellings, with what every browser has: no Buffer. */

/** Bytes that nobody else writes to. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Text as UTF-8 (RFC 3629). */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/** Bytes as text, byte for byte; undefined when they are not UTF-8. */
export function textOf(bytes: Bytes): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Base64 (RFC 4648 4) as it is written in one way only; undefined when it is written otherwise. */
export function base64From(text: string): Bytes | undefined {
  try {
    const binary = atob(text)
    if (btoa(binary) !== text) return undefined
    return Uint8Array.from(binary, (sign) => sign.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** Bytes as base64 (RFC 4648 4). */
export function base64Of(bytes: Bytes): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Bytes as hexadecimal digits. */
export function hexOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Parts one after the other. */
export function joined(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** True when both are the same bytes. */
export function same(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** A whole number in eight bytes, the largest first. */
export function eightBytes(value: number): Bytes {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** The whole number in the first eight bytes; undefined when it is 2^53 or more. */
export function numberIn(bytes: Bytes): number | undefined {
  const value = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0))
  return Number.isSafeInteger(value) ? value : undefined
}

/** A whole number as checkpoints and proofs write it; undefined when written otherwise. */
export function countFrom(text: string): number | undefined {
  const count = Number(text)
  return /^(?:0|[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(count) ? count : undefined
}
