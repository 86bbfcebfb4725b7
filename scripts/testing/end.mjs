/** Loaded before every test file: it ends in time, and leaves no program behind that would hold up the run. */
import { readdirSync, readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** After which a test file that does not end is given up; a batch watches over its files itself. */
const LONGEST = (process.argv[1]?.endsWith('.mjs') ? 40 : 10) * 60_000

/** Programs this one started that still run; none where there is no /proc (proc(5), /proc/pid/stat, field 4). */
function children() {
  const ids = (() => {
    try {
      return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    } catch {
      return []
    }
  })()
  return ids.map(Number).filter((id) => {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === process.pid
    } catch {
      return false
    }
  })
}

if (isMainThread && /\.test\.(?:tsx?|mjs)$/.test(process.argv[1] ?? '')) {
  setTimeout(() => {
    process.stderr.write(`${process.argv[1]} did not end within ${LONGEST / 60_000} minutes\n`)
    process.exit(1)
  }, LONGEST).unref()
  process.on('exit', () => {
    for (const id of children()) {
      try {
        process.kill(id, 'SIGKILL')
      } catch {
        // It ended by itself meanwhile.
      }
    }
  })
}
