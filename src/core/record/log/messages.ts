import { checkpointFrom } from './checkpoint.ts'

function named(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  if (bytes.length === 0 || bytes.length > 255) throw new Error('a name has 1 to 255 bytes')
  return Buffer.concat([Uint8Array.of(bytes.length), bytes])
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function subtreeMessage(name: string, text: string, seconds: number): Uint8Array {
  const checkpoint = checkpointFrom(text)
  if (!checkpoint) throw new Error('only a checkpoint can be signed with this kind of key')
  const { origin, size, root } = checkpoint
  const parts = [named(name), number(seconds), named(origin), number(0), number(size), root]
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), ...parts])
}

/** The bytes that a key signs for a text: itself, or the message of a cosignature (C2SP tlog-cosignature). */
export function messageOf(
  key: { readonly name: string; readonly type: 1 | 4 | 6 },
  text: string,
  seconds: number,
): Uint8Array {
  if (key.type === 1) return Buffer.from(text)
  if (key.type === 4) return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`)
  return subtreeMessage(key.name, text, seconds)
}
