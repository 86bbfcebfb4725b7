/** The three programs that check a proof file: ours, that of the browser page, and Go's where there is Go. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkProof, parsePolicy, proofFrom } from '#core/record/log'
import { policyFrom } from '../src/design/islands/check/policy.ts'
import { checkProof as checkInBrowser } from '../src/design/islands/check/proof.ts'
import type { GoPrograms } from './go.ts'

/** Which programs say that a proof file holds. */
export type Verdicts = Readonly<Record<'ours' | 'browser' | 'go', boolean>>

const holds = async (work: () => unknown): Promise<boolean> => {
  try {
    return (await work()) === true
  } catch {
    return false
  }
}

/** Puts the text of a proof file and a policy before all three. */
export async function verdictsOn(
  text: string,
  policy: string,
  { check }: GoPrograms,
): Promise<Verdicts> {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-verdicts-'))
  const [file, list] = [join(folder, 'proof'), join(folder, 'policy')]
  writeFileSync(file, text)
  writeFileSync(list, policy)
  const proof = proofFrom(text)
  try {
    return {
      ours: await holds(() => proof && checkProof(proof, parsePolicy(policy)).quorum),
      browser: await holds(
        async () => (await checkInBrowser(text, await policyFrom(policy))).enough,
      ),
      go: check('proof', file, list).status === 0,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
