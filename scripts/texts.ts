/** Does the city say everything, in every language, and nothing that nobody hears? */
import { readHouse } from './architecture/house.ts'
import { type Catalogue, catalogueFaults, readCatalogues } from './texts/catalogues.ts'
import { type Wanted, wantedBy, wantedByCore } from './texts/declared.ts'
import { type Uses, usesOf } from './texts/uses.ts'

/** Sentences asked for by a key that is put together from other things than declarations. */
const ELSEWHERE = /^(?:common|web\.(?:error|reason|kind)|role|people\.who)\./

/** What is missing, what is extra and what is wrong, a line each. */
export function textFaults(
  catalogues: readonly Catalogue[],
  uses: Uses,
  wanted: readonly Wanted[],
): string[] {
  const keys = new Set(
    catalogues
      .filter(({ language }) => language === 'en')
      .flatMap(({ sentences }) => [...sentences.keys()]),
  )
  const unsaid = [...uses.asked]
    .filter(([key]) => !keys.has(key))
    .map(([key, file]) => `${file} says ${key}, which has no text`)
  const called = [...wanted, ...uses.reasons.map((one): Wanted => one)]
    .filter(({ anyOf, optional }) => !optional && !anyOf.some((key) => keys.has(key)))
    .map(({ by, anyOf }) => `${by} calls for the text ${anyOf.join(' or ')}`)
  const known = new Set(wanted.flatMap(({ anyOf }) => anyOf))
  const unused = [...keys]
    .filter((key) => !known.has(key) && !uses.names(key) && !ELSEWHERE.test(key))
    .map((key) => `${key} is said nowhere`)
  return [...catalogueFaults(catalogues), ...unsaid, ...new Set(called), ...unused]
}

if (import.meta.main) {
  const { services } = await import('../src/city.ts')
  const catalogues = readCatalogues()
  const wanted = [...wantedBy(services), ...wantedByCore()]
  const faults = textFaults(catalogues, usesOf(readHouse().sources), wanted)
  for (const fault of faults) console.log(fault)
  const sentences = catalogues.reduce((sum, one) => sum + one.sentences.size, 0)
  console.log(`${sentences} sentences in ${catalogues.length} files, ${faults.length} faults`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
