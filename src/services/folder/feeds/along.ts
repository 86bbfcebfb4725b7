/** What other services have of a person, as files of the archive. */
import type { Declared, Sending, StreamLook } from '#core/pages'
import { type Acted, listActed } from '#core/people'
import type { BreachNotice, Export } from '#core/vault'
import type { CityFacts } from '#core/actions'
import { type Connected, connectedOf } from '#services/applications'
import { takeAreas, type TakenArea } from '#services/areas'
import { takeAll, type Taken } from '#services/contests'
import { calendarOf, readAll } from '#services/messages'
import { letterOf } from '#services/processing'
import { listNumbers, type Told } from '#services/protection'
import { purposesOf, RECEIPT_TYPE, receiptOf } from './receipts.ts'

/** Read beforehand, so that nothing can fail once the archive is on its way. */
export interface Along {
  /** Threads and what was due; their words are among the values. */
  readonly messages: Awaited<ReturnType<typeof readAll>> | undefined
  /** What others did for the person by a mandate. */
  readonly acted: readonly Acted[]
  /** What the person asked about their data, and where that stands. */
  readonly requests: readonly Told[]
  readonly purposes: Declared['purposes']
  /** What the person contested, with the words. */
  readonly contests: readonly Taken[]
  /** Areas that the person follows by mail. */
  readonly areas: readonly TakenArea[]
  /** What was written of each breach that concerned the person, by its number (GDPR art. 34). */
  readonly letters: ReadonlyMap<string, string>
  /** Applications that the person signs in to, and what they let each know. */
  readonly applications: readonly Connected[]
  /** Pseudonym of the person. */
  readonly ref: string
}

async function lettersOf(
  look: StreamLook<unknown>,
  breaches: readonly BreachNotice[],
): Promise<Map<string, string>> {
  const letters = new Map<string, string>()
  for (const { breach } of breaches) {
    const letter = await look.look((tx) => letterOf(tx, breach))
    if (letter) letters.set(breach, letter.text)
  }
  return letters
}

/** A request is known by the case that it opened. */
function requestsOf({ look }: StreamLook<unknown>, { grants }: Export): Promise<Told[]> {
  const asked = grants.filter(({ module }) => module === 'protection')
  return look((tx) => listNumbers(tx, [...new Set(asked.map((one) => one.case))]))
}

/** Asks what other services have of whoever looks. */
export async function alongOf(look: StreamLook<unknown>, taken: Export): Promise<Along> {
  const { declared, folder, by } = look
  const has = (service: string) => declared.services.some(({ name }) => name === service)
  const ref = await folder.refIn('messages')
  const messages = has('messages') ? await look.look((tx) => readAll(tx, ref)) : undefined
  const mine = taken.mandates.filter(({ side }) => side === 'for').map(({ mandate }) => mandate)
  const acted = await look.look((tx) => listActed(tx, mine))
  const requests = await requestsOf(look, taken)
  const letters = await lettersOf(look, has('processing') ? taken.breaches : [])
  const contested = has('contests') ? await folder.refIn('contests') : undefined
  const contests = contested === undefined ? [] : await look.look((tx) => takeAll(tx, contested))
  const follower = has('areas') ? await folder.refIn('areas') : undefined
  const areas = follower === undefined ? [] : await look.look((tx) => takeAreas(tx, follower))
  const known = await folder.refIn('applications')
  const applications = has('applications') ? await look.look((tx) => connectedOf(tx, known)) : []
  const purposes = declared.purposes
  const beside = { messages, acted, requests, letters, applications, contests, areas }
  return { ...beside, purposes, ref: by.ref ?? '' }
}

interface Of {
  readonly taken: Pick<Export, 'consents' | 'identities'>
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

const listOf = (name: string, rows: readonly object[]) =>
  `${JSON.stringify({ [name]: rows }, null, 2)}\n`

/** The files: which threads there are and what was due, letters about breaches, and receipts. */
export function filesAlong(of: Of, along: Along, tools: Sending): TextFile[] {
  const { messages, letters, contests } = along
  const say = tools.say(of.language)
  const written = messages
    ? [
        { name: 'messages.json', text: `${JSON.stringify(messages, null, 2)}\n` },
        { name: 'due.ics', text: calendarOf(messages.dues, { city: of.city, say }) },
      ]
    : []
  const told = [...letters].map(([breach, text]) => ({ name: `letters/${breach}.txt`, text }))
  const lists = [
    { name: 'applications.json', text: listOf('applications', along.applications) },
    { name: 'sign-in-providers.json', text: listOf('providers', of.taken.identities) },
    ...(along.areas.length === 0
      ? []
      : [{ name: 'areas.json', text: listOf('areas', along.areas) }]),
    ...(contests.length === 0
      ? []
      : [{ name: 'contests.json', text: `${JSON.stringify(contests, null, 2)}\n` }]),
  ]
  return [...written, ...told, ...lists, ...receiptsOf(of, along, tools)]
}
