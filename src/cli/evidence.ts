/** Evidence of a split view as `cityright verify` explains it. */
import { readFileSync } from 'node:fs'
import {
  checkEvidence,
  evidenceFrom,
  keyText,
  parsePolicy,
  type VerifierKey,
} from '#core/record/log'

/** What a file of evidence comes to, in a sentence for people and in facts for machines. */
export interface EvidenceFinding {
  readonly lines: readonly string[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly proven: boolean
}

const WHOSE = 'Whose key that is, is only sure with --policy FILE from somebody you trust.'

/** Only keys that the policy names count, when there is one. */
function believed(logs: readonly VerifierKey[], file?: string): readonly VerifierKey[] {
  if (file === undefined) return logs
  const known = parsePolicy(readFileSync(file, 'utf8')).logs.map(({ key }) => keyText(key))
  const both = logs.filter((key) => known.includes(keyText(key)))
  if (both.length === 0) throw new Error('The evidence is about no key that the policy names.')
  return both
}

function sentence(origin: string, [small, large]: readonly [number, number], proven: boolean) {
  const what =
    small === large
      ? `two different records of ${small} entries`
      : `a record of ${large} entries that does not begin with its record of ${small}`
  return proven
    ? `${origin} signed ${what}: proven.`
    : `${origin} signed records of ${small} and ${large} entries; what was handed in does not prove that the larger begins with the smaller. That is a doubt, no proof.`
}

/** Checks a file of evidence; undefined when the text is none. Throws when it shows no contradiction. */
export function verifyEvidence(text: string, policy?: string): EvidenceFinding | undefined {
  const evidence = evidenceFrom(text)
  if (!evidence) return undefined
  const logs = believed(evidence.logs, policy)
  const { origin, sizes, proven } = checkEvidence({ ...evidence, logs })
  return {
    proven,
    facts: { origin, sizes, proven, keys: logs.map(keyText), trusted: policy !== undefined },
    lines: [sentence(origin, sizes, proven), ...(policy === undefined ? [WHOSE] : [])],
  }
}
