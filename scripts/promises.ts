/** Each promise of docs/promises.md is proved by a test, or openly said not to be yet. */
import { type Sources, isTest, readHouse } from './architecture/house.ts'

interface Found {
  /** What is wrong. */
  readonly faults: readonly string[]
  /** Promises without a test: said aloud, and a reason not to release. */
  readonly unproved: readonly string[]
  readonly proved: readonly string[]
}

/** Compares the numbered promises with what tests say they prove. */
export function promisesIn(sources: Sources): Found {
  const text = sources.get('docs/promises.md')
  if (text === undefined)
    return { faults: ['docs/promises.md is missing'], unproved: [], proved: [] }
  const made = new Set(
    [...text.matchAll(/^(?:\|\s*|[-*]\s+|#+\s+)\**(P\d+\.\d+)\b/gm)].map(
      ([, number = '']) => number,
    ),
  )
  const proofs = [...sources]
    .filter(([file]) => /^(?:src|test)\//.test(file) && isTest(file))
    .flatMap(([file, source]) =>
      [...source.matchAll(/\bpromise\(([^)]*)\)/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/'(P\d+\.\d+)'/g)].map(([, number = '']) => ({ file, number })),
      ),
    )
  const kept = new Set(proofs.map(({ number }) => number))
  const unknown = proofs
    .filter(({ number }) => !made.has(number))
    .map(({ file, number }) => `${file} proves ${number}, which nobody promised`)
  const links = [...text.matchAll(/\]\((?:\.\.\/)*((?:src|test|scripts)\/[^)#]+)/g)]
    .map(([, file = '']) => file)
    .filter((file) => !sources.has(file))
    .map((file) => `docs/promises.md links to ${file}, which is not there`)
  return {
    faults: [...unknown, ...links],
    unproved: [...made].filter((number) => !kept.has(number)),
    proved: [...made].filter((number) => kept.has(number)),
  }
}

if (import.meta.main) {
  const { faults, unproved, proved } = promisesIn(readHouse().sources)
  for (const fault of faults) console.log(fault)
  console.log(
    `${proved.length} promises proved, ${unproved.length} not yet: ${unproved.join(' ') || 'none'}`,
  )
  process.exitCode = faults.length > 0 ? 1 : 0
}
