/** What a build is made of, and whether it is still the same. */
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Files of the project below a pattern, sorted, with forward slashes. */
export function filesOf(pattern, leftOut = () => false) {
  return globSync(pattern, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((file) => !leftOut(file))
    .toSorted()
}

/** One hash over the names and the contents of these files. */
export function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

/** Writes a file whole or not at all; readers never see half of it. */
export function writeWhole(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, content)
  renameSync(draft, file)
}

/** Does the work unless its stamp says that it was done from the same inputs. */
export async function unlessDone(stamp, files, work) {
  const path = join(root, 'dist', stamp)
  const hash = hashOf([
    ...files,
    'package-lock.json',
    ...filesOf('scripts/{build,logical}{,/**/*}.mjs'),
  ])
  if (readOr(path, '') === hash) return false
  await work()
  writeWhole(path, hash)
  return true
}

/** The text of a file, or something else when there is no such file. */
export function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}
