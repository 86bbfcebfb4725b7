/** The door for mail that comes in: SMTP, or LMTP behind a mail server of the city's own (RFC 5321, RFC 2033). */
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import type { SMTPServerOptions } from 'smtp-server'
import { type Incoming, readIncoming } from './incoming.ts'
import { type Arrival, type Proof, prove, type Proving } from './proof.ts'

/** A message as it came, for one of the addresses it was sent to. */
export interface Arrived extends Arrival {
  readonly to: string
  readonly proof: Proof
  readonly mail: Incoming
  /** The sender of the envelope is empty: a report of a failure (RFC 5321 4.5.5). */
  readonly report: boolean
}

/** What becomes of it, as the sending server is told (RFC 5321 4.2, RFC 3463). */
export type Answered = 'taken' | 'unknown' | 'refused' | 'later'

/** How the door is opened. */
export interface DoorSettings {
  readonly host: string
  readonly port: number
  readonly lmtp: boolean
  /** Name of this server, and of whom it asks for proofs. */
  readonly proving: Proving
  /** Certificate and key for STARTTLS; without them the door does not offer it. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Most bytes of one message. */
  readonly most: number
  /** Is there such an address? Asked before the message is taken. */
  knows(address: string): Promise<boolean>
  takes(arrived: Arrived): Promise<Answered>
  tell(failure: unknown): void
}

/** A door that is open. */
export interface MailDoor {
  readonly port: number
  close(): Promise<void>
}

const CODES: Readonly<Record<Exclude<Answered, 'taken'>, [number, string]>> = {
  unknown: [550, '5.1.1 no such address'],
  refused: [554, '5.7.1 not taken'],
  later: [451, '4.3.0 try again later'],
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

/** The bytes of a message, untouched; what is beyond the limit is read and forgotten. */
async function bytesOf(stream: Readable, most: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= most) parts.push(part)
  }
  return size > most ? undefined : Buffer.concat(parts)
}

interface Session {
  readonly remoteAddress: string
  readonly hostNameAppearsAs: string | false
  readonly envelope: {
    readonly mailFrom: { readonly address: string } | false
    readonly rcptTo: readonly { readonly address: string }[]
  }
}

/** An answer for each receiver (LMTP), or one for all: when one of them has to wait, the message comes again. */
function answerOf(answers: readonly Answered[], lmtp: boolean): string | (string | Error)[] {
  const told = answers.map((one) => (one === 'taken' ? 'taken' : refusal(...CODES[one])))
  if (lmtp) return told
  if (answers.includes('later')) throw refusal(...CODES.later)
  const [first] = answers
  if (first && first !== 'taken' && !answers.includes('taken')) throw refusal(...CODES[first])
  return 'taken'
}

async function take(settings: DoorSettings, session: Session, stream: Readable) {
  const raw = await bytesOf(stream, settings.most)
  if (!raw) throw refusal(552, '5.3.4 the message is too large')
  const { mailFrom, rcptTo } = session.envelope
  const sender = mailFrom ? mailFrom.address : ''
  const helo = session.hostNameAppearsAs || 'unknown'
  const relayed = settings.lmtp
  const arrival = { ip: session.remoteAddress, helo, sender, relayed }
  const mail = await readIncoming(raw)
  const proof = await prove(raw, arrival, settings.proving)
  const answers: Answered[] = []
  for (const { address } of rcptTo) {
    answers.push(await settings.takes({ ...arrival, to: address, proof, mail, report: !sender }))
  }
  return answerOf(answers, settings.lmtp)
}

type Callback<T> = (failure: Error | null, value?: T) => void

/** Answers a server that waits for a callback; what went wrong and has no answer of its own comes again later. */
async function answer<T>(
  { tell }: DoorSettings,
  work: Promise<T>,
  callback: Callback<T>,
): Promise<void> {
  try {
    const value = await work
    callback(null, value)
  } catch (failure) {
    const answered = failure instanceof Error && 'responseCode' in failure
    if (!answered) tell(failure)
    callback(answered ? failure : refusal(...CODES.later))
  }
}

async function requireKnown(settings: DoorSettings, address: string): Promise<void> {
  if (!(await settings.knows(address))) throw refusal(...CODES.unknown)
}

/** What is asked for before a message comes, and what becomes of it. */
function answering(settings: DoorSettings): SMTPServerOptions {
  return {
    onRcptTo({ address }, session, callback) {
      if (session.envelope.rcptTo.length >= 20) return callback(refusal(452, '4.5.3 too many'))
      void answer(settings, requireKnown(settings, address), (failure) => callback(failure))
    },
    onData(stream, session, callback) {
      stream.on('error', () => stream.resume())
      void answer(settings, take(settings, session, stream), callback)
    },
  }
}

/** Opens the door. Nothing that was not committed is answered with 250: the sending server keeps it and comes again. */
export async function openMailDoor(settings: DoorSettings): Promise<MailDoor> {
  const { SMTPServer } = await import('smtp-server')
  const { tls, lmtp, host, proving, most } = settings
  const server = new SMTPServer({
    ...answering(settings),
    name: proving.host,
    banner: 'mail for this city',
    lmtp,
    size: most,
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...tls,
    disableReverseLookup: true,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 5000,
  })
  server.on('error', settings.tell)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, host, resolve)
  })
  const { port } = server.server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}
