import { Worker } from 'node:worker_threads'
import { isConfined } from './confined.ts'
import type { Answer } from './driver.ts'
import { DatabaseError, databaseDown } from './errors.ts'
import type { Place, Question, Said } from './embedded-worker.ts'

interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (failure: unknown) => void
}

/** A running thread. Once dead it stays dead; whatever waits for it fails. */
export interface Thread {
  readonly dead: boolean
  /**
   * Asks; when the answer takes longer than `limit` milliseconds (0: no limit), the thread is
   * stopped.
   */
  ask(question: Question, limit: number): Promise<Answer>
  /** Resolves when the thread is gone. */
  stop(): Promise<void>
}

const fromSource = import.meta.url.endsWith('.ts')

/** The database lives outside the thread's heap, which needs little room for what passes through. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

function newWorker(place: Place): Worker {
  if (!fromSource) {
    return new Worker(new URL('./embedded-worker.js', import.meta.url), {
      workerData: place,
      resourceLimits,
    })
  }
  const hook = new URL('../../../scripts/hook.mjs', import.meta.url).href
  const file = new URL('./embedded-worker.ts', import.meta.url)
  // A thread with flags of its own would shed the limits of a confined process.
  const own = isConfined() ? {} : { execArgv: ['--import', hook] }
  return new Worker(file, { workerData: place, resourceLimits, ...own })
}

function started(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
    worker.once('exit', () =>
      reject(databaseDown('the embedded database stopped while it started')),
    )
  })
}

class RunningThread implements Thread {
  dead = false
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #last = 0

  constructor(worker: Worker, died: () => void) {
    this.#worker = worker
    worker.on('message', (said: Said) => this.#hear(said))
    worker.on('error', () => undefined)
    worker.once('exit', () => {
      this.dead = true
      const lost = [...this.#waiting.values()]
      this.#waiting.clear()
      for (const { reject } of lost) reject(databaseDown('the embedded database stopped'))
      died()
    })
  }

  #hear({ n = 0, answer, fault }: Said): void {
    const waiting = this.#waiting.get(n)
    this.#waiting.delete(n)
    if (answer) waiting?.resolve(answer)
    else waiting?.reject(Object.assign(new Error(), fault))
  }

  ask(question: Question, limit: number): Promise<Answer> {
    if (this.dead) return Promise.reject(databaseDown('the embedded database stopped'))
    this.#last += 1
    const n = this.#last
    return new Promise((resolve, reject) => {
      const watch = limit > 0 ? setTimeout(() => this.#overdue(n, question), limit) : undefined
      const done = () => clearTimeout(watch)
      this.#waiting.set(n, {
        resolve: (answer) => (done(), resolve(answer)),
        reject: (failure) => (done(), reject(failure)),
      })
      this.#worker.postMessage({ n, question })
    })
  }

  /** PGlite cannot cancel a statement (measured: stack.md), so its thread is stopped. */
  #overdue(n: number, question: Question): void {
    const message = 'canceling statement due to statement timeout'
    const text = 'text' in question ? question.text : question.op
    this.#waiting.get(n)?.reject(new DatabaseError({ message, code: '57014' }, text))
    this.#waiting.delete(n)
    void this.stop()
  }

  async stop(): Promise<void> {
    this.dead = true
    await this.#worker.terminate()
  }
}

/**
 * Starts PGlite in a thread of its own; `died` is called when it has ended, for whatever reason.
 */
export async function startThread(place: Place, died: () => void): Promise<Thread> {
  const worker = newWorker(place)
  await started(worker)
  return new RunningThread(worker, died)
}
