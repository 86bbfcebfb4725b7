/** Questions to name servers and their answers, as bytes (RFC 1035 4, RFC 6891, RFC 6840 5.7). */
import { domainToASCII } from 'node:url'

/** Kinds of record that are asked for, by their number. */
export const recordTypes = { A: 1, NS: 2, CNAME: 5, TXT: 16, AAAA: 28 } as const
export type RecordType = keyof typeof recordTypes

/** One record of an answer; the text of a TXT is all its strings, one after the other. */
export interface DnsRecord {
  readonly name: string
  readonly type: RecordType
  readonly text: string
}

/** An answer of a name server. `authentic` is its word that it checked DNSSEC signatures (AD). */
export interface DnsMessage {
  readonly id: number
  readonly code: number
  readonly truncated: boolean
  readonly authentic: boolean
  readonly question: { readonly name: string; readonly type: number }
  readonly answers: readonly DnsRecord[]
}

const MOST_RECORDS = 100
const UDP_BYTES = 1232
const OPT = 41
const typeNames = new Map<number, RecordType>([
  [1, 'A'],
  [2, 'NS'],
  [5, 'CNAME'],
  [16, 'TXT'],
  [28, 'AAAA'],
])

function nameBytes(name: string): Buffer {
  const labels = name.replace(/\.$/, '').split('.')
  const parts = labels.map((label) => {
    const bytes = Buffer.from(label, 'ascii')
    if (bytes.length === 0 || bytes.length > 63) throw new Error('a name has a label of no length')
    return Buffer.concat([Buffer.from([bytes.length]), bytes])
  })
  const all = Buffer.concat([...parts, Buffer.from([0])])
  if (all.length > 255) throw new Error('a name is too long')
  return all
}

/** A question for one name. With AD set a resolver says whether it checked signatures (RFC 6840 5.7). */
export function encodeQuestion(it: {
  readonly id: number
  readonly name: string
  readonly type: RecordType
  readonly recursion: boolean
}): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(it.id, 0)
  head.writeUInt16BE((it.recursion ? 0x0100 : 0) | 0x0020, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(1, 10)
  const asked = Buffer.alloc(4)
  asked.writeUInt16BE(recordTypes[it.type], 0)
  asked.writeUInt16BE(1, 2)
  const opt = Buffer.alloc(11)
  opt.writeUInt16BE(OPT, 1)
  opt.writeUInt16BE(UDP_BYTES, 3)
  return Buffer.concat([head, nameBytes(it.name), asked, opt])
}

interface Read<T> {
  readonly value: T
  readonly next: number
}

/** A name at a place. Pointers only lead backwards, so that reading ends (RFC 1035 4.1.4). */
function readName(bytes: Buffer, at: number): Read<string> {
  const labels: string[] = []
  let place = at
  let next: number | undefined
  for (let length = bytes.readUInt8(place); length !== 0; length = bytes.readUInt8(place)) {
    if (labels.length > 127) throw new Error('a name has too many labels')
    if (length < 64) {
      if (place + 1 + length > bytes.length) throw new RangeError('a name is cut off')
      labels.push(bytes.toString('latin1', place + 1, place + 1 + length).toLowerCase())
      place += 1 + length
      continue
    }
    const to = bytes.readUInt16BE(place) & 0x3fff
    if (length < 192 || to >= place) throw new Error('a name points nowhere')
    next ??= place + 2
    place = to
  }
  return { value: labels.join('.'), next: next ?? place + 1 }
}

function stringsOf(bytes: Buffer): string {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt8(at)
    parts.push(bytes.subarray(at + 1, at + 1 + length))
    at += 1 + length
  }
  return Buffer.concat(parts).toString('utf8')
}

function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.')
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2))
  return groups.map((group) => group.toString(16)).join(':')
}

function readRecord(bytes: Buffer, at: number): Read<DnsRecord | undefined> {
  const { value: name, next } = readName(bytes, at)
  const type = typeNames.get(bytes.readUInt16BE(next))
  const length = bytes.readUInt16BE(next + 8)
  const from = next + 10
  if (from + length > bytes.length) throw new RangeError('a record is cut off')
  const body = bytes.subarray(from, from + length)
  const text = () => {
    if (type === 'TXT') return stringsOf(body)
    if (type === 'CNAME' || type === 'NS') return readName(bytes, from).value
    return addressOf(body)
  }
  return { value: type && { name, type, text: text() }, next: from + length }
}

/** Reads an answer; throws when it is not one. */
export function decodeAnswer(bytes: Buffer): DnsMessage {
  const flags = bytes.readUInt16BE(2)
  const count = bytes.readUInt16BE(6)
  if ((flags & 0x8000) === 0 || bytes.readUInt16BE(4) !== 1) throw new Error('this is no answer')
  if (count > MOST_RECORDS) throw new Error('an answer has too many records')
  const { value: name, next } = readName(bytes, 12)
  const truncated = (flags & 0x0200) !== 0
  const answers: DnsRecord[] = []
  let at = next + 4
  for (let left = truncated ? 0 : count; left > 0; left -= 1) {
    const read = readRecord(bytes, at)
    if (read.value) answers.push(read.value)
    at = read.next
  }
  return {
    id: bytes.readUInt16BE(0),
    code: flags & 15,
    truncated,
    authentic: (flags & 0x0020) !== 0,
    question: { name, type: bytes.readUInt16BE(next) },
    answers,
  }
}

/** A name as name servers know it: small letters, other letters as punycode; empty when it is none. */
export function asciiName(name: string): string {
  return domainToASCII(name.trim().replace(/\.$/, '')).toLowerCase()
}
