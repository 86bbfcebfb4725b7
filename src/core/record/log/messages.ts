import { checkpointFrom } from './checkpoint.ts'
import { emptyRoot } from './hash.ts'

/** A name behind its length in one byte; undefined when it is too long for that. */
function named(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text)
  const fits = bytes.length > 0 && bytes.length <= 255
  return fits ? Buffer.concat([Uint8Array.of(bytes.length), bytes]) : undefined
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function subtreeMessage(name: string, text: string, seconds: number): Uint8Array | undefined {
  const { origin, size, root } = checkpointFrom(text) ?? { origin: '', size: 0, root: emptyRoot }
  const [cosigner, log] = [named(name), named(origin)]
  if (!cosigner || !log) return undefined
  const parts = [cosigner, number(seconds), log, number(0), number(size), root]
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), ...parts])
}

/**
 * The bytes that a key signs for a text: itself, or the message of a cosignature (C2SP
 * tlog-cosignature); undefined when ML-DSA-44 should sign what is not a checkpoint.
 */
export function messageOf(
  key: { readonly name: string; readonly type: 1 | 4 | 6 },
  text: string,
  seconds: number,
): Uint8Array | undefined {
  if (key.type === 1) return Buffer.from(text)
  if (key.type === 4) return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)
  return subtreeMessage(key.name, text, seconds)
}
