/** Everything of a person as files, ready to be packed (GDPR art. 15(3), 20(1)). */
import type { CityFacts } from '#core/actions'
import { type Packed, zipOf } from '#core/kernel'
import type { Declared, Folder, Look, Sending } from '#core/pages'
import type { Say } from '#core/text'
import { type Access, type Export, reveal } from '#core/vault'
import { inUnit, sentence } from '../naming.ts'
import { calendarOf, readAll } from '#services/messages'
import { purposesOf, RECEIPT_TYPE, receiptOf } from './receipts.ts'
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
  /** Threads and what was due; their words are among the values. */
  readonly messages: Awaited<ReturnType<typeof readAll>> | undefined
  readonly purposes: Declared['purposes']
  /** Pseudonym of the person. */
  readonly ref: string
  readonly city: CityFacts
  readonly now: string
  readonly language: string
}

async function messagesOf({ declared, folder, tx }: Look<unknown>) {
  if (!declared.services.some(({ name }) => name === 'messages')) return undefined
  return readAll(tx, await folder.refIn('messages'))
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
export async function gather(look: Look<unknown>): Promise<Everything> {
  const { folder, city, now, language, declared, by } = look
  const taken = await folder.export()
  const accesses = await accessesOf(folder)
  const erased = taken.erasures.some((one) => one.class === 'access')
  const proofs: [string, string][] = []
  for (const { id } of erased ? [] : accesses.slice(0, PROOFS)) {
    const file = await folder.proof(id)
    if (file !== undefined) proofs.push([id, file])
  }
  const told = accesses.map((one) => inUnit(one, city, language))
  const messages = await messagesOf(look)
  const of = { city, now, language, purposes: declared.purposes, ref: by.ref ?? '' }
  return { ...of, taken, accesses: told, proofs, messages }
}

/** For programs: JSON-LD 1.1 with the terms of the vocabulary as types. */
function jsonOf({ taken, accesses, city, now }: Everything, say: Say): string {
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
    accesses: accesses.map((one) => ({ ...one, sentence: sentence(one, say) })),
  }
  return `${JSON.stringify(all, null, 2)}\n`
}

const file = (name: string, text: string): Packed => ({ name, bytes: Buffer.from(text) })

/** Each consent with its receipt, signed, in the language in which it was given. */
function receiptsOf(all: Everything, { say, jws }: Sending): Packed[] {
  return all.taken.consents.map((consent) => {
    const given = { ...all, consent, purposes: purposesOf(consent, all.purposes) }
    const receipt = receiptOf(given, say(consent.language ?? all.language))
    return file(`consents/${consent.id}.jws`, jws(receipt, RECEIPT_TYPE))
  })
}

/** Which threads there are, and what was due; the words of messages are among the values. */
function messagesIn({ messages, city }: Everything, say: Say): Packed[] {
  if (!messages) return []
  return [
    file('messages.json', `${JSON.stringify(messages, null, 2)}\n`),
    file('due.ics', calendarOf(messages.dues, { city, say })),
  ]
}

/** One archive with everything: for reading, for programs, for spreadsheets, and to prove it. */
export function archiveOf(all: Everything, tools: Sending): Buffer {
  const say = tools.say(all.language)
  const files = [
    file('index.html', readable(all, say)),
    file('folder.json', jsonOf(all, say)),
    file('accesses.csv', csvOf(all.accesses, say)),
    ...messagesIn(all, say),
    ...receiptsOf(all, tools),
    ...all.proofs.map(([id, text]) => file(`proofs/access-${id}.tlog-proof`, text)),
  ]
  return zipOf(files, all.now.slice(0, 10))
}
