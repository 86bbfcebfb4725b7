/** Talks to a Chromium through a pipe (Chrome DevTools Protocol, `--remote-debugging-pipe`): no port, nobody else can ask. */
import type { Readable, Writable } from 'node:stream'
import { z } from 'zod'

const Message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
})
type Message = z.infer<typeof Message>

/** A conversation: questions with answers, and waiting for what happens. */
export interface Talk {
  /** `session`: the page it is about. */
  ask(method: string, params?: object, session?: string): Promise<Record<string, unknown>>
  happens(event: string): Promise<void>
}

const END = '\0'

/** Calls `told` with each message; a message ends with a zero byte. */
function listen(from: Readable, told: (message: Message) => void): void {
  let parts: string[] = []
  from.setEncoding('utf8')
  from.on('data', (text: string) => {
    const [first = '', ...rest] = text.split(END)
    parts.push(first)
    for (const next of rest) {
      told(Message.parse(JSON.parse(parts.join(''))))
      parts = [next]
    }
  })
}

/** Opens the conversation over the two pipes of a program that was just started. */
export function talkOver(to: Writable, from: Readable): Talk {
  const asked = new Map<number, (message: Message) => void>()
  const awaited = new Map<string, () => void>()
  listen(from, (message) => {
    if (message.id !== undefined) asked.get(message.id)?.(message)
    if (message.method !== undefined) awaited.get(message.method)?.()
  })
  let last = 0
  return {
    ask(method, params = {}, session) {
      const id = (last += 1)
      const sent = { id, method, params, ...(session ? { sessionId: session } : {}) }
      to.write(`${JSON.stringify(sent)}${END}`)
      return new Promise((resolve, reject) => {
        asked.set(id, ({ result = {}, error }) => {
          asked.delete(id)
          if (error) reject(new Error(`${method}: ${error.message}`))
          else resolve(result)
        })
      })
    },
    happens: (event) => new Promise((resolve) => awaited.set(event, resolve)),
  }
}
