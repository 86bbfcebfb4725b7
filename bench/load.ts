/** The client: autocannon with twenty connections, on this machine alone. */
import { randomBytes } from 'node:crypto'
import autocannon from 'autocannon'

/** What is asked for. */
export interface Scene {
  readonly name: string
  readonly path: string
  /** A form: each connection writes to its own draft. */
  readonly drafts?: readonly string[]
}

/** Milliseconds of every answer of one program, and how long it was asked. */
export interface Taken {
  readonly times: number[]
  seconds: number
  failures: number
}

const CONNECTIONS = 20

const headers = {
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
}

function formOf(draft: string): autocannon.Request {
  return {
    method: 'POST',
    path: `/reports/new/${draft}/details/describe`,
    headers,
    setupRequest: (request) => ({
      ...request,
      body: `key=${randomBytes(16).toString('base64url')}&text=The+lamp+at+the+corner+stays+dark`,
    }),
  }
}

/** Asks for so many seconds and adds what was measured. */
export function ask(url: string, scene: Scene, seconds: number, taken: Taken): Promise<void> {
  return new Promise((done, failed) => {
    let connection = 0
    const { drafts } = scene
    const running = autocannon(
      {
        url: `${url}${drafts ? '' : scene.path}`,
        connections: CONNECTIONS,
        duration: seconds,
        timeout: 20,
        ...(drafts && {
          setupClient(client: autocannon.Client) {
            client.setRequests([formOf(drafts[connection % drafts.length] ?? '')])
            connection += 1
          },
        }),
      },
      (failure, result) => {
        if (failure) return failed(failure as Error)
        taken.seconds += result.duration
        return done()
      },
    )
    running.on('response', (_, status, __, milliseconds) => {
      taken.times.push(milliseconds)
      if (status >= 400) taken.failures += 1
    })
  })
}

/** The figures of one program on one page. */
export interface Figures {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly failures: number
}

export function figures({ times, seconds, failures }: Taken): Figures {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1))
  const perSecond = Math.round(times.length / seconds)
  return { perSecond, p50: at(0.5), p95: at(0.95), p99: at(0.99), failures }
}

export const nothing = (): Taken => ({ times: [], seconds: 0, failures: 0 })
