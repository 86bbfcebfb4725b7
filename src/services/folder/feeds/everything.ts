/** Everything of a person as files, ready to be packed (GDPR art. 15(3), 20(1)). */
import type { CityFacts } from '#core/actions'
import { type Packed, zipOf } from '#core/kernel'
import type { Folder } from '#core/pages'
import type { Say } from '#core/text'
import { type Access, type Export, reveal } from '#core/vault'
import { inUnit, sentence } from '../naming.ts'
import { readable } from './readable.ts'
import { csvOf } from './tables.ts'

/** Accesses that are asked for at a time, and the newest for which proofs are packed. */
const ROWS = 500
const PROOFS = 500

/** Terms of the Data Privacy Vocabulary, as the declarations write them. */
const CONTEXT = { dpv: 'https://w3id.org/dpv#', pd: 'https://w3id.org/dpv/pd#' }

/** Everything the vault has of a person, with the proofs that there are. */
export interface Everything {
  readonly taken: Export
  readonly accesses: readonly Access[]
  /** Proof files by access. */
  readonly proofs: readonly (readonly [access: string, file: string])[]
  /** What was written of each breach that concerned them. */
  readonly letters: readonly (readonly [breach: string, text: string])[]
  readonly city: CityFacts
  readonly now: string
  readonly language: string
}

async function accessesOf(folder: Folder): Promise<Access[]> {
  const all: Access[] = []
  for (;;) {
    const before = all.at(-1)?.id
    const found = await folder.accesses({ limit: ROWS, ...(before ? { before } : {}) })
    all.push(...found)
    if (found.length < ROWS) return all
  }
}

/** Asks the vault for everything; the reading itself is among the accesses. */
export async function gather(
  folder: Folder,
  of: Pick<Everything, 'city' | 'now' | 'language'>,
  letterOf: (breach: string) => Promise<string | undefined>,
): Promise<Everything> {
  const taken = await folder.export()
  const accesses = await accessesOf(folder)
  const erased = taken.erasures.some((one) => one.class === 'access')
  const proofs: [string, string][] = []
  for (const { id } of erased ? [] : accesses.slice(0, PROOFS)) {
    const file = await folder.proof(id)
    if (file !== undefined) proofs.push([id, file])
  }
  const letters: [string, string][] = []
  for (const { breach } of taken.breaches) letters.push([breach, (await letterOf(breach)) ?? ''])
  const { city, language } = of
  return {
    ...of,
    taken,
    accesses: accesses.map((one) => inUnit(one, city, language)),
    proofs,
    letters,
  }
}

/** For programs: JSON-LD 1.1 with the terms of the vocabulary as types. */
function jsonOf({ taken, accesses, letters, city, now }: Everything, say: Say): string {
  const { values, ...rest } = taken
  const all = {
    '@context': CONTEXT,
    city: city.name,
    url: city.url,
    taken: now,
    values: values.map(({ value, pd, ...one }) => ({
      '@type': pd,
      ...one,
      value: reveal(value, 'self-view'),
    })),
    ...rest,
    breaches: rest.breaches.map((one) => ({ ...one, letter: new Map(letters).get(one.breach) })),
    accesses: accesses.map((one) => ({ ...one, sentence: sentence(one, say) })),
  }
  return `${JSON.stringify(all, null, 2)}\n`
}

/** One archive with everything: for reading, for programs, for spreadsheets, and to prove it. */
export function archiveOf(all: Everything, say: Say): Buffer {
  const file = (name: string, text: string): Packed => ({ name, bytes: Buffer.from(text) })
  const files = [
    file('index.html', readable(all, say)),
    file('folder.json', jsonOf(all, say)),
    file('accesses.csv', csvOf(all.accesses, say)),
    ...all.proofs.map(([id, text]) => file(`proofs/access-${id}.tlog-proof`, text)),
  ]
  return zipOf(files, all.now.slice(0, 10))
}
