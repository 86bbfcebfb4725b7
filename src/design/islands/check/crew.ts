/** Hands pieces to workers; without workers the page does them itself. */
import { Fault } from './fault.ts'
import { checkPiece, type Piece, type PieceFound } from './piece.ts'

/** Who checks pieces. */
export interface Crew {
  check(piece: Piece): Promise<PieceFound>
  stop(): void
}

/** Workers at most: more of them wait for each other. */
const MOST = 4
/** A worker that has not said hello after this many milliseconds never will. */
const PATIENCE = 5000
const HELLO = 'ready'

/** What a worker answers. A fault is told by its parts: a class does not survive the way. */
type Answer =
  | { readonly found: PieceFound }
  | { readonly fault: Pick<Fault, 'kind' | 'code' | 'values'> }
  | { readonly broken: string }

interface Waiting {
  resolve(found: PieceFound): void
  reject(failure: unknown): void
}

async function answerTo(piece: Piece): Promise<Answer> {
  try {
    return { found: await checkPiece(piece) }
  } catch (failure) {
    if (!(failure instanceof Fault)) return { broken: String(failure) }
    const { kind, code, values } = failure
    return { fault: { kind, code, values } }
  }
}

/** What a worker does: it has no network, it gets bytes and answers what they come to. */
export function work(): void {
  addEventListener('message', ({ data: [number, piece] }: MessageEvent<[number, Piece]>) => {
    void answerTo(piece).then((answer) => postMessage([number, answer]))
  })
  postMessage(HELLO)
}

/** Waits until a worker runs; undefined when it does not. */
function running(make: () => Worker): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    try {
      const worker = make()
      const timer = setTimeout(() => resolve(undefined), PATIENCE)
      const done = (found: Worker | undefined) => {
        clearTimeout(timer)
        resolve(found)
      }
      worker.addEventListener('message', () => done(worker), { once: true })
      worker.addEventListener('error', () => done(undefined), { once: true })
    } catch {
      resolve(undefined)
    }
  })
}

function settle({ resolve, reject }: Waiting, answer: Answer): void {
  if ('found' in answer) resolve(answer.found)
  else if ('fault' in answer) {
    const { kind, code, values } = answer.fault
    reject(new Fault(kind, code, values))
  } else reject(new Error(answer.broken))
}

class Workers implements Crew {
  readonly #workers: readonly Worker[]
  readonly #waiting = new Map<number, Waiting>()
  #next = 0

  constructor(workers: readonly Worker[]) {
    this.#workers = workers
    for (const worker of workers) {
      worker.addEventListener(
        'message',
        ({ data: [number, answer] }: MessageEvent<[number, Answer]>) => {
          const waiting = this.#waiting.get(number)
          this.#waiting.delete(number)
          if (waiting) settle(waiting, answer)
        },
      )
      worker.addEventListener('error', () => this.#fail())
    }
  }

  check(piece: Piece): Promise<PieceFound> {
    const number = this.#next
    this.#next += 1
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject })
      const worker = this.#workers[number % this.#workers.length]
      worker?.postMessage([number, piece], [piece.bundle.buffer, piece.tile.buffer])
    })
  }

  #fail(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('a worker broke'))
    this.#waiting.clear()
  }

  stop(): void {
    for (const worker of this.#workers) worker.terminate()
    this.#fail()
  }
}

/** The page itself, one piece after the other; between them the browser can draw. */
export const alone: Crew = { check: checkPiece, stop: () => undefined }

/** As many workers as the machine is good for, or the page itself when it lets none run. */
export async function crewOf(make: () => Worker): Promise<Crew> {
  const count = Math.max(1, Math.min(MOST, navigator.hardwareConcurrency ?? 1))
  const started = await Promise.all(Array.from({ length: count }, () => running(make)))
  const workers = started.filter((worker) => worker !== undefined)
  return workers.length > 0 ? new Workers(workers) : alone
}
