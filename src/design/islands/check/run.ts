/** One check, from the answers of the form to what was found. */
import { textOf } from './bytes.ts'
import { crewOf } from './crew.ts'
import { Fault } from './fault.ts'
import { type ReadFile, recordAddress, webFiles } from './files.ts'
import { type Policy, policyFrom } from './policy.ts'
import { checkProof } from './proof.ts'
import type { CheckProps } from './props.ts'
import type { Outcome } from './show.ts'
import { checkWhole, seenBefore } from './whole.ts'

interface Running {
  readonly props: CheckProps
  readonly make: () => Worker
  readonly signal: AbortSignal
  progress(done: number, size: number): void
}

const textIn = (answers: FormData, name: string) => {
  const value = answers.get(name)
  return typeof value === 'string' ? value : ''
}

/** Where to read: this city, or the address that was typed. A proof in the kept file needs no address. */
function filesOf(answers: FormData, { record }: CheckProps): ReadFile | undefined {
  const what = textIn(answers, 'what')
  if (what === 'other') return webFiles(recordAddress(textIn(answers, 'address')))
  return record === undefined ? undefined : webFiles(new URL(record, location.href).href)
}

/** The policy of whoever asks, or the one that the log shows itself, which `mine` tells apart. */
async function policyOf(answers: FormData, read: ReadFile | undefined, signal: AbortSignal) {
  const mine = textIn(answers, 'whose') === 'mine'
  if (mine || !read) {
    const text = textIn(answers, 'policy')
    if (text.trim() === '') throw new Fault('policy', 'no-policy')
    return { mine: true, policy: await policyFrom(text) }
  }
  const served = await read('policy', signal)
  const text = served && textOf(served)
  if (text === undefined) throw new Fault('policy', 'no-policy')
  return { mine, policy: await policyFrom(text) }
}

const verdictOf = (enough: boolean, mine: boolean) => (enough ? (mine ? 'holds' : 'own') : 'few')

async function proven(text: string, policy: Policy, mine: boolean): Promise<Outcome> {
  const ended = text.endsWith('\n') ? text : `${text}\n`
  const proof = await checkProof(ended, policy)
  return { verdict: verdictOf(proof.enough, mine), proof }
}

/** Runs a check; a `Fault` says why there is nothing good to say. */
export async function runCheck(answers: FormData, running: Running): Promise<Outcome> {
  const { props, make, signal, progress } = running
  if (typeof crypto === 'undefined' || !crypto.subtle) throw new Fault('unread', 'no-crypto')
  const isProof = textIn(answers, 'what') === 'proof'
  const proof = textIn(answers, 'proof')
  if (isProof && proof.trim() === '') throw new Fault('proof', 'not-proof')
  const read = filesOf(answers, props)
  const { mine, policy } = await policyOf(answers, read, signal)
  if (isProof) return proven(proof, policy, mine)
  if (!read) throw new Fault('address', 'address')
  const since = await seenBefore(textIn(answers, 'since'), policy)
  const crew = await crewOf(make)
  try {
    const log = await checkWhole({ read, policy, since, crew, signal, progress })
    return { verdict: verdictOf(log.enough, mine), log }
  } finally {
    crew.stop()
  }
}
