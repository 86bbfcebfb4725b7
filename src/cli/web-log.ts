/** Files of a log on the web. */
import type { ReadFile } from '#core/record/log'

/** Bytes of the largest file that a log has: a bundle of 256 entries of 65,535 bytes. */
const MOST = 17 * 1024 * 1024
const PATIENCE = 30_000

async function bodyOf(answer: Response, url: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of answer.body ?? []) {
    parts.push(part)
    length += part.length
    if (length > MOST) throw new Error(`${url} does not end`)
  }
  return Buffer.concat(parts)
}

/** Why a server could not be asked, in the words of the system. */
function reasonOf(failure: unknown): string {
  const cause = failure instanceof Error ? failure.cause : undefined
  if (cause instanceof Error && cause.message) return cause.message
  return failure instanceof Error ? failure.message : String(failure)
}

/** What is at an address; 404 is an answer, every other failure an error in one line. */
export async function readWeb(url: string, patience = PATIENCE): Promise<Uint8Array | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience) }).catch(
    (failure: unknown) => {
      throw new Error(`${url} does not answer: ${reasonOf(failure)}`, { cause: failure })
    },
  )
  if (answer.status === 404) {
    await answer.body?.cancel()
    return undefined
  }
  if (!answer.ok) {
    await answer.body?.cancel()
    throw new Error(`${url} answers ${answer.status}`)
  }
  return bodyOf(answer, url)
}

/** The log below this address. */
export function webLog(url: string): ReadFile {
  return (path) => readWeb(`${url}/${path}`)
}
