/** Says what happened in a test run: a line for each file, failures in full, what was skipped and why. */
import { relative } from 'node:path'
import { inspect } from 'node:util'
import { root } from '../build/inputs.mjs'

const short = (file) => (file ? relative(root, file).replaceAll('\\', '/') : '?')
const isFile = ({ name, file }) => name === file || short(name) === short(file)
const isGroup = ({ details }) => details?.type === 'suite'

function sayFailure({ name, file, line, details }) {
  const error = details.error?.cause ?? details.error
  const text = error instanceof Error ? (error.stack ?? error.message) : inspect(error)
  const more =
    error?.expected === undefined
      ? ''
      : `\n${inspect({ expected: error.expected, actual: error.actual }, { depth: 6 })}`
  const { exitCode, signal } = details.error ?? {}
  const ended = exitCode || signal ? `\nit ended with ${signal ?? exitCode}` : ''
  console.log(
    `\n✗ ${name}\n  ${short(file)}:${line ?? 1}\n${`${text}${ended}${more}`.replace(/^/gm, '  ')}\n`,
  )
}

/** A failure that only repeats that something inside it failed. */
const repeats = ({ details }) => details.error?.failureType === 'subtestsFailed'

function summaryLine(file, { passed, failed, cancelled, skipped, todo }, took) {
  const bad = failed + cancelled
  const left = skipped + todo
  const parts = [`${passed} passed`, bad && `${bad} failed`, left && `${left} skipped`].filter(
    Boolean,
  )
  return `${bad > 0 ? '✗' : '✓'} ${short(file)}  ${parts.join(', ')}  ${(took / 1000).toFixed(1)} s`
}

/** Follows the events of a run to their end and adds them up. */
export async function report(events) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  const reasons = new Map()
  const failures = []
  const output = new Map()
  for await (const { type, data } of events) {
    if (type === 'test:stderr') process.stderr.write(data.message)
    if (type === 'test:stdout') output.set(data.file, (output.get(data.file) ?? '') + data.message)
    if (type === 'test:fail' && !repeats(data)) {
      process.stdout.write(output.get(data.file) ?? '')
      output.delete(data.file)
      sayFailure(data)
      failures.push(`${short(data.file)}: ${data.name}`)
    }
    if ((type === 'test:pass' || type === 'test:fail') && !isGroup(data)) {
      const left = data.skip ?? data.todo
      if (left !== undefined) {
        const reason = typeof left === 'string' && left ? left : 'no reason given'
        reasons.set(reason, [...(reasons.get(reason) ?? []), `${short(data.file)}: ${data.name}`])
      }
      if (isFile(data) && type === 'test:fail' && !repeats(data)) total.failed += 1
    }
    if (type === 'test:summary' && data.file) {
      console.log(summaryLine(data.file, data.counts, data.duration_ms))
      total.passed += data.counts.passed
      total.failed += data.counts.failed + data.counts.cancelled
      total.skipped += data.counts.skipped + data.counts.todo
    }
  }
  return { ...total, reasons, failures }
}

/** What failed is named once more at the end, where somebody looks who has not seen the rest. */
export function sayFailed(failures) {
  for (const name of failures) console.log(`\nFAILED ${name}`)
}

/** What was left out must be seen. */
export function saySkipped(reasons) {
  for (const [reason, names] of reasons) {
    console.log(`\nSKIPPED ${names.length}: ${reason}`)
    for (const name of names.slice(0, 5)) console.log(`  ${name}`)
    if (names.length > 5) console.log(`  … and ${names.length - 5} more`)
  }
}
