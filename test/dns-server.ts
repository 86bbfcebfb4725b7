/** A name server of the tests' own on the loopback: UDP and TCP, with every fault a real one has. */
import { createSocket } from 'node:dgram'
import { createServer, type Server } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

/** What a name has. */
export interface Zone {
  txt?: readonly (string | readonly string[])[]
  cname?: string
  ns?: string
  a?: string
  /** The answer's code: 2 is SERVFAIL, 3 NXDOMAIN. */
  code?: number
  /** Says nothing at all. */
  silent?: boolean
  /** The resolver says it checked the signatures. */
  authentic?: boolean
  /** Works once of so many times; otherwise SERVFAIL. */
  flaps?: number
  /** Only who keeps the zone knows this; resolvers say something else. */
  toAuthority?: Zone
}

const NUMBERS = { a: 1, ns: 2, cname: 5, txt: 16 } as const

function nameBytes(name: string): Buffer {
  const labels = name.split('.').map((label) => {
    const bytes = Buffer.from(label)
    return Buffer.concat([Buffer.from([bytes.length]), bytes])
  })
  return Buffer.concat([...labels, Buffer.from([0])])
}

function readQuestion(bytes: Buffer) {
  const labels: string[] = []
  let at = 12
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const type = bytes.readUInt16BE(at + 1)
  return { name: labels.join('.').toLowerCase(), type, end: at + 5 }
}

function record(name: string, type: number, body: Buffer): Buffer {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(1, 2)
  fixed.writeUInt32BE(60, 4)
  fixed.writeUInt16BE(body.length, 8)
  return Buffer.concat([nameBytes(name), fixed, body])
}

function textBody(text: string | readonly string[]): Buffer {
  const strings = typeof text === 'string' ? (text.match(/[\s\S]{1,255}/g) ?? ['']) : text
  const parts = strings.map((one) => {
    const bytes = Buffer.from(one)
    return Buffer.concat([Buffer.from([bytes.length]), bytes])
  })
  return Buffer.concat(parts)
}

type Zones = Map<string, Zone>
type Way = 'udp' | 'tcp'
interface Question {
  readonly name: string
  readonly type: number
  readonly way: Way
  readonly recursion: boolean
}

function recordsOf(zones: Zones, name: string, type: number, zone: Zone): Buffer[] {
  if (zone.cname !== undefined && type !== NUMBERS.cname) {
    const alias = record(name, NUMBERS.cname, nameBytes(zone.cname))
    return [alias, ...recordsOf(zones, zone.cname, type, zones.get(zone.cname) ?? {})]
  }
  if (type === NUMBERS.txt) return (zone.txt ?? []).map((one) => record(name, type, textBody(one)))
  if (type === NUMBERS.ns && zone.ns) return [record(name, type, nameBytes(zone.ns))]
  if (type === NUMBERS.a && zone.a) {
    return [record(name, type, Buffer.from(zone.a.split('.').map(Number)))]
  }
  return []
}

/** The whole answer by TCP; by UDP a long one is cut off, and says so. */
function packed(question: Buffer, way: Way, it: { records: Buffer[]; flags: number }): Buffer {
  const head = Buffer.alloc(12)
  question.copy(head, 0, 0, 2)
  head.writeUInt16BE(0x8180 | it.flags, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(it.records.length, 6)
  const whole = Buffer.concat([head, question.subarray(12), ...it.records])
  if (way === 'tcp' || whole.length <= 1232) return whole
  head.writeUInt16BE(0x8380, 2)
  head.writeUInt16BE(0, 6)
  return Buffer.concat([head, question.subarray(12)])
}

/** What this server says to whom, and what it was asked. */
function answering(zones: Zones, asked: Question[]) {
  const times = new Map<string, number>()
  return (bytes: Buffer, way: Way): Buffer | undefined => {
    const { name, type, end } = readQuestion(bytes)
    const recursion = ((bytes[2] ?? 0) & 1) === 1
    asked.push({ name, type, way, recursion })
    const known = zones.get(name)
    const zone = (recursion ? known : (known?.toAuthority ?? known)) ?? { code: 3 }
    if (zone.silent) return undefined
    const count = (times.get(`${name} ${type}`) ?? 0) + 1
    times.set(`${name} ${type}`, count)
    const down = zone.flaps !== undefined && count % zone.flaps !== 0
    const code = down ? 2 : (zone.code ?? 0)
    const records = code === 0 ? recordsOf(zones, name, type, zone) : []
    const flags = (zone.authentic ? 0x20 : 0) | code
    return packed(bytes.subarray(0, end), way, { records, flags })
  }
}

function tcpServer(answer: (bytes: Buffer, way: Way) => Buffer | undefined): Server {
  return createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      const whole = answer(chunk.subarray(2), 'tcp')
      if (!whole) return
      const size = Buffer.alloc(2)
      size.writeUInt16BE(Math.min(whole.length, 65_535), 0)
      socket.write(Buffer.concat([size, whole]))
    })
  })
}

/** Opens a name server that knows these names; they may be changed while it runs. */
export async function openNameServer(zones: Zones = new Map()) {
  const asked: Question[] = []
  const answer = answering(zones, asked)
  const tcp = tcpServer(answer)
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  const { port } = tcp.address() as AddressInfo
  const udp = createSocket('udp4')
  udp.on('message', (bytes, { port: to, address }) => {
    const whole = answer(bytes, 'udp')
    if (whole) udp.send(whole, to, address)
  })
  udp.bind(port, '127.0.0.1')
  await once(udp, 'listening')
  return {
    address: `127.0.0.1:${port}`,
    zones,
    asked,
    close() {
      udp.close()
      tcp.close()
    },
  }
}
export type NameServer = Awaited<ReturnType<typeof openNameServer>>
