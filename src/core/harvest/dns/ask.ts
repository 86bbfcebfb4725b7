/** Asks one name server one question: by UDP, and by TCP when the answer is long (RFC 7766). */
import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import {
  decodeAnswer,
  type DnsMessage,
  encodeQuestion,
  type RecordType,
  recordTypes,
} from './wire.ts'

/** An address with its port. */
export interface NameServer {
  readonly address: string
  readonly port: number
}

/** One question. */
export interface Question {
  readonly name: string
  readonly type: RecordType
  /** Whether the server should find the answer for us; false for the one that keeps the zone. */
  readonly recursion: boolean
}

/** What came of asking a server; `servfail` and `refused` are its own words (RFC 1035 4.1.1). */
export type Asked =
  | { readonly outcome: 'answered' | 'no-such-name'; readonly message: DnsMessage }
  | { readonly outcome: 'servfail' | 'refused' | 'timeout' | 'bad-answer' | 'too-large' }

const MOST_BYTES = 16 * 1024

/** `9.9.9.9`, `127.0.0.1:5353`, `[2620:fe::fe]:53` as an address with its port. */
export function nameServerOf(text: string): NameServer {
  if (isIPv6(text)) return { address: text, port: 53 }
  const [, six, four, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? []
  return { address: six ?? four ?? text, port: Number(port ?? 53) }
}

/** The answer to this question and no other. */
function answerTo(bytes: Buffer, id: number, { name, type }: Question): DnsMessage | undefined {
  const message = decodeAnswer(bytes)
  const mine =
    message.id === id &&
    message.question.name === name.toLowerCase() &&
    message.question.type === recordTypes[type]
  return mine ? message : undefined
}

interface Sending {
  readonly server: NameServer
  readonly question: Question
  readonly signal: AbortSignal
}

function byUdp({ server, question, signal }: Sending): Promise<DnsMessage> {
  const id = randomInt(65_536)
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
  const done = new Promise<DnsMessage>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('timeout')), { once: true })
    socket.once('error', reject)
    socket.on('message', (bytes) => {
      // An answer to another question is passed over; the right one may still come.
      try {
        const message = answerTo(bytes, id, question)
        if (message) resolve(message)
      } catch {
        reject(new Error('bad-answer'))
      }
    })
    // Connected, the socket hears this server alone.
    socket.connect(server.port, server.address, () =>
      socket.send(encodeQuestion({ id, ...question })),
    )
  })
  return done.finally(() => socket.close())
}

function byTcp({ server, question, signal }: Sending): Promise<DnsMessage> {
  const id = randomInt(65_536)
  const socket = connect(server.port, server.address)
  const chunks: Buffer[] = []
  const done = new Promise<DnsMessage>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('timeout')), { once: true })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('bad-answer')))
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const all = Buffer.concat(chunks)
      const length = all.length < 2 ? 0 : all.readUInt16BE(0)
      if (length > MOST_BYTES || all.length > MOST_BYTES + 2) return reject(new Error('too-large'))
      if (length === 0 || all.length < length + 2) return
      try {
        const message = answerTo(all.subarray(2, length + 2), id, question)
        if (message) resolve(message)
        else reject(new Error('bad-answer'))
      } catch {
        reject(new Error('bad-answer'))
      }
    })
    const asked = encodeQuestion({ id, ...question })
    const size = Buffer.alloc(2)
    size.writeUInt16BE(asked.length, 0)
    socket.write(Buffer.concat([size, asked]))
  })
  return done.finally(() => socket.destroy())
}

function outcomeOf(message: DnsMessage): Asked {
  if (message.code === 0) return { outcome: 'answered', message }
  if (message.code === 3) return { outcome: 'no-such-name', message }
  return { outcome: message.code === 5 ? 'refused' : 'servfail' }
}

const KNOWN = new Set(['timeout', 'bad-answer', 'too-large'])

async function once(sending: Sending): Promise<Asked> {
  try {
    const short = await byUdp(sending)
    return outcomeOf(short.truncated ? await byTcp(sending) : short)
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : ''
    return { outcome: KNOWN.has(why) ? (why as 'timeout') : 'timeout' }
  }
}

/** Asks up to three times while nothing comes or the server cannot say; each try has so many seconds. */
export async function askServer(
  server: NameServer,
  question: Question,
  more: { readonly seconds: number; readonly signal?: AbortSignal | undefined },
): Promise<Asked> {
  let last: Asked = { outcome: 'timeout' }
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const deadline = AbortSignal.timeout(more.seconds * 1000)
    const signal = more.signal ? AbortSignal.any([deadline, more.signal]) : deadline
    last = await once({ server, question, signal })
    if (last.outcome !== 'timeout' && last.outcome !== 'servfail') return last
    if (more.signal?.aborted) return last
  }
  return last
}
