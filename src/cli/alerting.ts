/** How an alert reaches a person: as a line, or through a program of theirs. */
import { spawn } from 'node:child_process'
import { type Alert, isAlarm, type KeptState } from '#core/record/watch'
import { checkpointFrom, noteFrom } from '#core/record/log'

/** An alert and the address of the log it is about. */
type Told = Alert & { readonly log: string }

/** Milliseconds that a program may take for one alert. */
const PATIENCE = 30_000

/** One readable line. */
export function lineOf(alert: Told): string {
  const { at, log, kind, says, state } = alert
  const word = state === 'over' ? 'over' : isAlarm(alert) ? 'ALERT' : 'note'
  return `${at} ${log} ${word} ${kind}: ${says}`
}

/** How a log was found, at the end of a single look. */
export function summary(log: string, { seen, raised }: KeptState, json: boolean): string {
  const checkpoint = checkpointFrom(noteFrom(seen?.note ?? '')?.text ?? '')
  const { origin = log, size = 0 } = checkpoint ?? {}
  if (json) {
    const still = raised.map(({ kind, about, says, since }) => ({ kind, about, says, since }))
    return JSON.stringify({ log, state: 'looked', origin, size, raised: still })
  }
  const still = raised.map(({ kind, about }) => `${kind} ${about}`.trim())
  const what = still.length > 0 ? `wrong: ${still.join(', ')}` : 'nothing is wrong'
  return `${origin}: ${size} entries checked; ${what}`
}

/** Gives an alert to a program on its input, without a shell; one that takes too long is ended. */
export function hand(program: string, alert: Told): Promise<void> {
  return new Promise((done) => {
    const failed = (why: string) => process.stderr.write(`${program} ${why}\n`)
    const child = spawn(program, [], {
      stdio: ['pipe', 'ignore', 'inherit'],
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
    })
    child.once('error', (failure) => {
      failed(`could not be started: ${failure.message}`)
      done()
    })
    child.once('close', (code, signal) => {
      if (signal) failed(`was ended by ${signal}`)
      else if (code) failed(`ended with ${code}`)
      done()
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${JSON.stringify(alert)}\n`)
  })
}
