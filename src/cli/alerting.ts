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
export function hand(program: string, alert: Told, patience = PATIENCE): Promise<void> {
  return new Promise((done) => {
    const child = spawn(program, [], { stdio: ['pipe', 'ignore', 'inherit'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), patience)
    const end = (why?: string) => {
      clearTimeout(timer)
      if (why) process.stderr.write(`${program} ${why}\n`)
      done()
    }
    child.once('error', (failure) => end(`could not be started: ${failure.message}`))
    child.once('exit', (code, signal) => {
      if (signal) end(`was ended by ${signal}`)
      else end(code ? `ended with ${code}` : undefined)
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(`${JSON.stringify(alert)}\n`)
  })
}
