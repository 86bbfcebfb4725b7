/** Which software this is: what its source says, the same on every machine that has it. */
import { createHash, type Hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Release } from '#core/record'
import { z } from 'zod'

/** The same folder above `src` and above `dist`: whoever runs the city has its source. */
const root = fileURLToPath(new URL('../../', import.meta.url))
const Package = z.object({ version: z.string() })

/** Every file below a folder, with forward slashes. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length).replaceAll('\\', '/'))
}

function add(hash: Hash, file: string): void {
  hash
    .update(`${file}\0`)
    .update(readFileSync(join(root, file)))
    .update('\0')
}

let known: Release | undefined

/**
 * The release that runs. Its hash is the SHA-256 over path, zero byte, content, zero byte of each file of
 * `src`, and of package.json and package-lock.json, sorted by path (docs/protocol/record.md).
 */
export function runningRelease(): Release {
  if (known) return known
  const hash = createHash('sha256')
  const files = [...filesBelow('src'), 'package.json', 'package-lock.json'].toSorted()
  for (const file of files) add(hash, file)
  const { version } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  known = { version, hash: hash.digest('hex') }
  return known
}
