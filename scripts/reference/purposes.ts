/** Every version of every purpose that was ever declared, with its hash: a purpose never changes under its version. */
import { declarationHash, type Purpose } from '#core/vault'

type Declared = Purpose<any, any>

const nameOf = ({ id, version }: Declared) => `${id}, version ${version}`

/** `hash id, version n` → the hash of each. */
function known(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(lines.map((line) => [line.slice(65), line.slice(0, 64)]))
}

/** The list with what is new in it, and what changed under a version that is in it already. */
export function keptPurposes(
  before: string,
  all: readonly Declared[],
): { readonly text: string; readonly changed: string[] } {
  const hashes = known(before)
  const fresh = all.filter((one) => !hashes.has(nameOf(one)))
  const changed = all.filter((one) => {
    const hash = hashes.get(nameOf(one))
    return hash !== undefined && hash !== declarationHash(one)
  })
  const lines = fresh.map((one) => `${declarationHash(one)} ${nameOf(one)}\n`).toSorted(byName)
  return { text: before + lines.join(''), changed: changed.map(nameOf) }
}

const byName = (one: string, other: string) => (one.slice(65) < other.slice(65) ? -1 : 1)
