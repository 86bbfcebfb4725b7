/** What other services have of a person, as files of the archive. */
import type { Declared, Sending, StreamLook } from '#core/pages'
import type { Consent } from '#core/vault'
import type { CityFacts } from '#core/actions'
import { calendarOf, readAll } from '#services/messages'
import { purposesOf, RECEIPT_TYPE, receiptOf } from './receipts.ts'

/** Read beforehand, so that nothing can fail once the archive is on its way. */
export interface Along {
  /** Threads and what was due; their words are among the values. */
  readonly messages: Awaited<ReturnType<typeof readAll>> | undefined
  readonly purposes: Declared['purposes']
  /** Pseudonym of the person. */
  readonly ref: string
}

/** Asks what other services have of whoever looks. */
export async function alongOf(look: StreamLook<unknown>): Promise<Along> {
  const { declared, folder, by } = look
  const has = (service: string) => declared.services.some(({ name }) => name === service)
  const ref = await folder.refIn('messages')
  const messages = has('messages') ? await look.look((tx) => readAll(tx, ref)) : undefined
  return { messages, purposes: declared.purposes, ref: by.ref ?? '' }
}

interface Of {
  readonly taken: { readonly consents: readonly Consent[] }
  readonly city: CityFacts
  readonly now: string
  readonly language: string
}

interface TextFile {
  readonly name: string
  readonly text: string
}

/** Each consent with its receipt, signed, in the language in which it was given. */
function receiptsOf(of: Of, { purposes, ref }: Along, { say, jws }: Sending): TextFile[] {
  return of.taken.consents.map((consent) => {
    const { city, now } = of
    const given = { city, now, ref, consent, purposes: purposesOf(consent, purposes) }
    const receipt = receiptOf(given, say(consent.language ?? of.language))
    return { name: `consents/${consent.id}.jws`, text: jws(receipt, RECEIPT_TYPE) }
  })
}

/** The files: which threads there are and what was due, and receipts. */
export function filesAlong(of: Of, along: Along, tools: Sending): TextFile[] {
  const { messages } = along
  const say = tools.say(of.language)
  const written = messages
    ? [
        { name: 'messages.json', text: `${JSON.stringify(messages, null, 2)}\n` },
        { name: 'due.ics', text: calendarOf(messages.dues, { city: of.city, say }) },
      ]
    : []
  return [...written, ...receiptsOf(of, along, tools)]
}
