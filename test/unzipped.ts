import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { crc32, inflateRawSync } from 'node:zlib'

/** A ZIP as another program reads it: from its directory at the end (APPNOTE 6.3.3). */
export function unzipped(bytes: Buffer): Map<string, string> {
  return new Map([...filesIn(bytes)].map(([name, body]) => [name, body.toString('utf8')]))
}

/** SHA-256 of each file, for what is no text. */
export function hashes(bytes: Buffer): Map<string, string> {
  const of = (body: Buffer) => createHash('sha256').update(body).digest('hex')
  return new Map([...filesIn(bytes)].map(([name, body]) => [name, of(body)]))
}

function filesIn(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const found = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, sum] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16)]
    const [packed, whole] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
    const length = bytes.readUInt16LE(at + 28)
    const name = bytes.subarray(at + 46, at + 46 + length).toString('utf8')
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(from, from + packed)
    const text = method === 0 ? body : inflateRawSync(body)
    assert.deepEqual([text.length, crc32(text)], [whole, sum], name)
    found.set(name, text)
    at += 46 + length
  }
  return found
}
