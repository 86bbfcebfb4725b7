interface Visitor {
  readonly alone: boolean
  enter(): void
}

interface GateSettings {
  /** How many at once at most. */
  readonly most: number
  /** Milliseconds somebody waits at most. */
  readonly patience: number
  readonly refusal: () => Error
}

/** What one success adds to the width again. */
const WIDER = 0.02

/**
 * Lets transactions through: as many at once as do not get into each other's way. It narrows when they
 * collide and widens again as they succeed, and lets one through alone that has lost too often.
 */
export class Gate {
  readonly #settings: GateSettings
  readonly #waiting: Visitor[] = []
  #width: number
  #inside = 0
  #shut = false

  constructor(settings: GateSettings) {
    this.#settings = settings
    this.#width = settings.most
  }

  /** Waits for a place, then does the work in it; `alone`, with nobody else inside. */
  async pass<T>(work: () => Promise<T>, alone = false): Promise<T> {
    await this.#place(alone)
    try {
      const result = await work()
      this.#width = Math.min(this.#settings.most, this.#width + WIDER)
      return result
    } finally {
      this.#inside -= 1
      this.#shut = false
      this.#admit()
    }
  }

  /** Somebody collided: half as many at once from now on. */
  narrow(): void {
    this.#width = Math.max(1, Math.min(this.#width, this.#inside + 1) / 2)
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const room = next.alone ? 1 : Math.floor(this.#width)
      if (this.#shut || this.#inside >= room) return
      this.#waiting.shift()
      this.#inside += 1
      this.#shut = next.alone
      next.enter()
    }
  }

  #place(alone: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(visitor), 1)
        reject(this.#settings.refusal())
        this.#admit()
      }, this.#settings.patience)
      const visitor = { alone, enter: () => (clearTimeout(clock), resolve()) }
      if (alone) this.#waiting.unshift(visitor)
      else this.#waiting.push(visitor)
      this.#admit()
    })
  }
}

/** A gate nobody stands in front of yet. */
export function openGate(settings: GateSettings): Gate {
  return new Gate(settings)
}
