import type { IncomingMessage, Server } from 'node:http'
import type { Witnessing } from '../log/index.ts'
import { answerWitness } from './answer.ts'

/** Not imported: an import of node:http loads a WebSocket client as well, six megabytes of memory. */
const { createServer } = process.getBuiltinModule('node:http')

/** Bytes of a request at most: a proof of 63 lines and 16 signatures are far below. */
const MOST = 128 * 1024

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    parts.push(Buffer.from(part as Buffer))
    length += parts.at(-1)?.length ?? 0
    if (length > MOST) return undefined
  }
  return Buffer.concat(parts).toString()
}

/** Milliseconds in which a request has to be there as a whole: a log of another city is not that slow. */
const PATIENCE = 20_000

/** Answers as a witness at `/` and at `/witness/`; nothing else is served. */
export function witnessServer(
  of: Witnessing,
  tell: (failure: unknown) => void,
  patience = PATIENCE,
): Server {
  const limits = {
    requestTimeout: patience,
    headersTimeout: patience,
    connectionsCheckingInterval: patience / 4,
  }
  return createServer(limits, (request, response) => {
    const reply = async () => {
      const body = await bodyOf(request)
      const path = (request.url ?? '/').replace(/^\/(?:witness\/)?/, '').replace(/\?.*$/, '')
      if (body === undefined) return { status: 413, type: 'text/plain', body: 'too long\n' }
      return answerWitness(of, { method: request.method ?? 'GET', path, body })
    }
    reply()
      .catch((failure: unknown) => {
        // Who went away in the middle of the question is no failure of the witness.
        if (request.complete) tell(failure)
        return { status: 503, type: 'text/plain', body: 'not now\n' }
      })
      .then(({ status, type, body }) =>
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' }).end(body),
      )
      .catch(tell)
  })
}
