/** How a question comes to the service that keeps a master key: over HTTPS, or over a Unix socket of this machine. */
import { request } from 'node:http'

const PATIENCE = 5_000

interface Question {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends a question; gives status and text of the answer. */
export type Send = (
  question: Question,
) => Promise<{ readonly status: number; readonly text: string }>

/** To an engine such as `https://bao.example:8200/v1/transit`. */
export const overNetwork =
  (engine: string): Send =>
  async ({ path, ...question }) => {
    const signal = AbortSignal.timeout(PATIENCE)
    const answer = await fetch(`${engine}/${path}`, { ...question, redirect: 'error', signal })
    return { status: answer.status, text: await answer.text() }
  }

/** To the agent of a security module that listens on this socket (src/core/vault/agent). */
export const overSocket =
  (socketPath: string): Send =>
  ({ path, method, headers, body }) =>
    new Promise((told, failed) => {
      const signal = AbortSignal.timeout(PATIENCE)
      const asked = request(
        { socketPath, path: `/v1/transit/${path}`, method, headers, signal, agent: false },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('error', failed)
          answer.on('end', () => {
            told({ status: answer.statusCode ?? 500, text: Buffer.concat(parts).toString() })
          })
        },
      )
      asked.on('error', (failure) =>
        failed(new Error(`the agent on ${socketPath} does not answer`, { cause: failure })),
      )
      asked.end(body)
    })
