/** The page of the verifier: idle, at work, done. */
import { Fault } from './fault.ts'
import { clearErrors, fillFromFiles, follow, showError } from './form.ts'
import type { CheckProps } from './props.ts'
import { runCheck } from './run.ts'
import { factsOf, type Outcome } from './show.ts'
import { speaker } from './words.ts'

type State = 'idle' | 'working' | 'done'

/** How often the status is said aloud, in milliseconds. */
const PAUSE = 1500

class Check {
  readonly #root: HTMLElement
  readonly #props: CheckProps
  readonly #make: () => Worker
  readonly #tell: ReturnType<typeof speaker>
  #running: AbortController | undefined
  #said = 0

  constructor(root: HTMLElement, props: CheckProps, make: () => Worker) {
    this.#root = root
    this.#props = props
    this.#make = make
    this.#tell = speaker(props, document.documentElement)
  }

  start(): void {
    const form = this.part('form') as HTMLFormElement
    fillFromFiles(form)
    follow(form)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#run(form)
    })
    this.part('stop').addEventListener('click', () => this.#running?.abort())
    this.#root.hidden = false
  }

  part(name: string): HTMLElement {
    const found = this.#root.querySelector<HTMLElement>(`[data-part="${name}"]`)
    if (!found) throw new Error(`the page has no part ${name}`)
    return found
  }

  #show(state: State): void {
    this.part('form').hidden = state !== 'idle'
    this.part('progress').hidden = state !== 'working'
    this.part('result').hidden = state !== 'done'
  }

  #announce(text: string, at: number = performance.now()): void {
    this.#said = at
    this.part('status').textContent = text
  }

  #progress(done: number, size: number): void {
    const bar = this.#root.querySelector('progress')
    if (bar) bar.value = size === 0 ? 1 : done / size
    const now = performance.now()
    if (now - this.#said > PAUSE) this.#announce(this.#tell('progress', { done, size }), now)
  }

  async #run(form: HTMLFormElement): Promise<void> {
    if (this.#running) return
    clearErrors(form)
    const running = new AbortController()
    this.#running = running
    this.#show('working')
    this.#progress(0, 1)
    this.#announce(this.#tell('starting'))
    this.part('stop').focus()
    try {
      const found = await runCheck(new FormData(form), {
        props: this.#props,
        make: this.#make,
        signal: running.signal,
        progress: (done, size) => this.#progress(done, size),
      })
      this.#finish(found)
    } catch (failure) {
      this.#fail(form, failure, running.signal)
    } finally {
      this.#running = undefined
    }
  }

  #fail(form: HTMLFormElement, failure: unknown, signal: AbortSignal): void {
    if (signal.aborted) {
      this.#back()
      this.#announce(this.#tell('stopped'))
      return
    }
    const fault = failure instanceof Fault ? failure : new Fault('unread', 'broken')
    if (fault.kind === 'wrong' || fault.kind === 'unread') {
      this.#finish({ verdict: fault.kind, fault })
      return
    }
    this.#show('idle')
    this.#announce('')
    showError(form, fault.kind, this.#tell(`fault.${fault.code}`, fault.values))
  }

  #back(): void {
    this.#show('idle')
    this.#announce('')
    this.part('start').focus()
  }

  #finish(outcome: Outcome): void {
    const { title, reasons, facts, ends } = factsOf(outcome, this.#tell, () => this.#back())
    const result = this.part('result')
    result.dataset['verdict'] = outcome.verdict
    this.part('verdict').textContent = title
    this.part('reasons').replaceChildren(...reasons)
    this.part('facts').replaceChildren(...facts)
    this.part('ends').replaceChildren(...ends)
    this.#show('done')
    this.#announce('')
    result.focus()
  }
}

/** Starts every verifier of the page. */
export function startChecks(make: (props: CheckProps) => Worker): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-island="check"]')) {
    const props = JSON.parse(root.dataset['props'] ?? '{}') as CheckProps
    new Check(root, props, () => make(props)).start()
  }
}
