/** One connection of one service. It says who it is first; everything after that is a question. */
import { timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { newSecret, Refusal } from '#core/kernel'
import { z } from 'zod'
import { type Answer, eachLine, lineOf, LONGEST_REQUEST, tokenOf } from '../protocol.ts'
import { faultOf } from './faults.ts'
import { answer } from './operations.ts'
import type { Strongroom } from './strongroom.ts'

/** Milliseconds a caller has to say who it is. */
const GREETING = 5_000
/** Questions of one connection under way at once; beyond that it is not listened to. */
const AT_ONCE = 256

const hello = z.object({ hello: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/), token: z.string() })
const request = z.object({ id: z.int().nonnegative(), op: z.string(), input: z.unknown() })

function parsed<T>(shape: z.ZodType<T>, line: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** The service that calls; undefined when it cannot prove it. */
function moduleFrom(line: string, channelKey: Uint8Array): string | undefined {
  const said = parsed(hello, line)
  if (!said) return undefined
  const right = Buffer.from(tokenOf(channelKey, said.hello))
  const given = Buffer.from(said.token)
  return given.length === right.length && timingSafeEqual(given, right) ? said.hello : undefined
}

function refused(id: number, { kind, reasons, retryAfter }: Refusal): Answer {
  if (kind === 'unavailable') return { id, no: { kind, reasons: [{ code: 'vault-down' }] } }
  return { id, no: { kind, reasons, ...(retryAfter === undefined ? {} : { retryAfter }) } }
}

async function answerOf(
  room: Strongroom,
  module: string,
  asked: z.infer<typeof request>,
): Promise<Answer> {
  const { id, op } = asked
  try {
    return { id, ok: (await answer(room, module, op, asked.input)) ?? null }
  } catch (failure) {
    if (failure instanceof Refusal) return refused(id, failure)
    const fault = newSecret(8)
    room.log.error({ fault, op, module, ...faultOf(failure) }, 'the vault failed to answer')
    return { id, fault }
  }
}

function serve(socket: Socket, room: Strongroom, module: string, line: string, busy: Set<number>) {
  const asked = parsed(request, line)
  if (!asked || busy.has(asked.id)) return void socket.destroy()
  busy.add(asked.id)
  if (busy.size >= AT_ONCE) socket.pause()
  void answerOf(room, module, asked).then((said) => {
    busy.delete(asked.id)
    if (socket.isPaused() && busy.size < AT_ONCE / 2) socket.resume()
    if (socket.writable) socket.write(lineOf(said))
  })
}

/** Takes a connection. Whatever does not read as a question ends it, and nothing else. */
export function takeConnection(socket: Socket, room: Strongroom, channelKey: Uint8Array): void {
  const busy = new Set<number>()
  let module: string | undefined
  const late = setTimeout(() => socket.destroy(), GREETING)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => clearTimeout(late))
  eachLine(socket, LONGEST_REQUEST, (line) => {
    if (module !== undefined) return serve(socket, room, module, line, busy)
    clearTimeout(late)
    module = moduleFrom(line, channelKey)
    if (module === undefined) {
      room.log.warn({}, 'a caller could not say who it is, and was shown the door')
      socket.destroy()
    }
  })
}
