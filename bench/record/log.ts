/** Invented entries of a record, a log of them in a folder, and the bare work to compare with. */
import { createHash, generateKeyPairSync, hash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  checkpointText,
  emptyEdge,
  grown,
  keyText,
  noteText,
  rootAt,
  signerKey,
  signLine,
  tilePath,
} from '#core/record/log'

/** Entries that go in at once, as the sequencer does it. */
export const PORTION = 4096
const ORIGIN = 'luzarra.example/record'

/** An id like UUIDv7, the same on every machine. */
export const idOf = (n: number) => {
  const hex = createHash('sha256').update(String(n)).digest('hex')
  return `01960000-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-8${hex.slice(7, 10)}-${hex.slice(10, 22)}`
}

/** An entry of the length that a report's answer has. */
export const entryOf = (n: number): Uint8Array =>
  Buffer.from(
    `{"at":"2026-03-02T12:00:00.000Z","by":"role:official","d":{"number":"R-${n}","text":"${hash('sha256', String(n), 'base64')}"},"id":"${idOf(n)}","t":"reports.answered","v":1}`,
  )

/** Entries in portions. */
export function* portions(size: number): Generator<Uint8Array[]> {
  for (let at = 0; at < size; at += PORTION) {
    yield Array.from({ length: Math.min(PORTION, size - at) }, (_, n) => entryOf(at + n))
  }
}

/** Writes a whole log into a folder, fast and without care for power cuts. */
export function writeLog(folder: string, size: number): void {
  let edge = emptyEdge
  for (const added of portions(size)) {
    const { edge: now, files } = grown(edge, added)
    edge = now
    for (const { path, bytes } of files) {
      if (path.includes('.p/') && edge.size < size) continue
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), bytes)
    }
  }
  const key = signerKey(ORIGIN, 1, generateKeyPairSync('ed25519').privateKey)
  const text = checkpointText({ origin: ORIGIN, size, root: rootAt(edge) })
  writeFileSync(
    join(folder, 'checkpoint'),
    noteText({ text, lines: [signLine(key, text, 1_772_452_800)] }),
  )
  writeFileSync(join(folder, 'policy'), `log ${keyText(key)}\nquorum none\n`)
}

/** Seconds that bare SHA-256 needs for the same bundles: read each file, hash it, nothing else. */
export function bareHashing(folder: string, size: number): number {
  const began = performance.now()
  const whole = createHash('sha256')
  for (let index = 0; index * 256 < size; index += 1) {
    const width = Math.min(256, size - index * 256)
    whole.update(readFileSync(join(folder, tilePath({ level: 'entries', index, width }))))
  }
  whole.digest()
  return (performance.now() - began) / 1000
}

/** Hashes each entry and writes each bundle of 256 durably, without a tree. */
export async function bareWriting(folder: string, entries: readonly Uint8Array[], from: number) {
  for (let at = 0; at < entries.length; at += 256) {
    const some = entries.slice(at, at + 256)
    for (const entry of some) createHash('sha256').update(entry).digest()
    const file = await open(join(folder, String(from + at)), 'wx')
    await file.writeFile(Buffer.concat(some))
    await file.sync()
    await file.close()
  }
}
