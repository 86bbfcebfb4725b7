/** Runs several test files one after another in this process: each is a test, and its own tests stand within it. */
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

/** After which a test file is given up, and the next one begins. */
const LONGEST = 10 * 60_000
/** How long what a file opened may take to be gone after its last test. */
const GRACE = 10_000

/** What keeps this process from ending, counted by kind. */
function open() {
  const counts = new Map()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** What a file left open that was not before: alone in its process, it would never have ended. */
async function leftOpen(before, grace) {
  const until = performance.now() + grace
  for (;;) {
    await pause(10, undefined, { ref: false })
    const more = [...open()].filter(([kind, count]) => count > (before.get(kind) ?? 0))
    if (more.length === 0 || performance.now() > until) return more.map(([kind]) => kind)
  }
}

/** Runs them in this order; what one leaves open fails under its name. */
export async function batch(files, { longest = LONGEST, grace = GRACE } = {}) {
  // A test file that waits for nothing that could come ends the process: the next one is not to be lost by it.
  const awake = setInterval(() => {}, longest)
  for (const file of files) {
    const before = open()
    await test(file, { timeout: longest }, () => import(pathToFileURL(file).href))
    const left = (await leftOpen(before, grace)).map((kind) => `still open: ${kind}`)
    // Set by an error that came when its test was over; node:test says which on a line of its own.
    if (process.exitCode) left.push('an error after the end of a test')
    process.exitCode = undefined
    if (left.length > 0) {
      await test(`${file} ends cleanly`, () => {
        throw new Error(left.join('; '))
      })
    }
  }
  clearInterval(awake)
  // Everything has been said by now; what was left open, and named above, would hold the run up.
  setTimeout(() => process.exit(1), grace).unref()
}
