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

/** A file that was tested: how its tests ended. */
const none = () => ({ passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 })

function count(counts, type, { skip, todo }) {
  if (skip !== undefined) counts.skipped += 1
  else if (todo !== undefined) counts.todo += 1
  else counts[type === 'test:pass' ? 'passed' : 'failed'] += 1
}

/**
 * The files of batches: each is a test of its own whose name is its path, and what is within it is its tests. A batch
 * that ends before its last file leaves some that are lost.
 */
function batches(members) {
  const now = new Map()
  const left = new Set([...members.values()].flat())
  return {
    /** The file an event belongs to. */
    fileOf: (data) => now.get(data.entryFile)?.file ?? data.entryFile ?? data.file,
    /** Takes an event in; gives the file with its counts when it was its last. */
    heard(type, data) {
      const { entryFile, nesting, name } = data
      if (!members.has(entryFile)) return undefined
      const isWhole = nesting === 0 && left.has(name)
      if (type === 'test:start' && isWhole) now.set(entryFile, { file: name, counts: none() })
      if (type !== 'test:pass' && type !== 'test:fail') return undefined
      const one = now.get(entryFile)
      if (nesting > 0 && one && !isGroup(data)) count(one.counts, type, data)
      if (!isWhole || !one) return undefined
      left.delete(name)
      return { ...one, took: data.details.duration_ms }
    },
    lost: () => [...left],
  }
}

/** Follows the events of a run to their end and adds them up. */
export async function report(events, members = new Map()) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  const reasons = new Map()
  const failures = []
  const output = new Map()
  const inBatch = batches(members)
  const named = (file) => (members.get(file) ?? [file]).map(short).join(' or ')
  const add = (file, counts, took) => {
    console.log(summaryLine(file, counts, took))
    total.passed += counts.passed
    total.failed += counts.failed + counts.cancelled
    total.skipped += counts.skipped + counts.todo
  }
  for await (const { type, data } of events) {
    const whole = inBatch.heard(type, data)
    const file = inBatch.fileOf(data)
    const isWhole = whole !== undefined || isFile(data)
    if (type === 'test:stderr') process.stderr.write(data.message)
    if (type === 'test:stdout') output.set(data.file, (output.get(data.file) ?? '') + data.message)
    if (type === 'test:fail' && !repeats(data)) {
      const entry = data.entryFile ?? data.file
      process.stdout.write(output.get(entry) ?? '')
      output.delete(entry)
      sayFailure({ ...data, name: isWhole ? named(data.name) : data.name })
      failures.push(`${named(file)}: ${isWhole ? 'the file as a whole' : data.name}`)
    }
    if ((type === 'test:pass' || type === 'test:fail') && !isGroup(data)) {
      const left = data.skip ?? data.todo
      if (left !== undefined) {
        const reason = typeof left === 'string' && left ? left : 'no reason given'
        reasons.set(reason, [...(reasons.get(reason) ?? []), `${short(file)}: ${data.name}`])
      }
      const isBeside = members.has(data.entryFile) && data.nesting === 0 && !whole
      if ((isWhole || isBeside) && type === 'test:fail' && !repeats(data)) total.failed += 1
    }
    if (whole) add(whole.file, whole.counts, whole.took)
    if (type === 'test:summary' && data.file && !members.has(data.file))
      add(data.file, data.counts, data.duration_ms)
  }
  for (const file of inBatch.lost()) {
    console.log(`\n✗ ${short(file)}\n  its process ended before its tests were over`)
    failures.push(`${short(file)}: its process ended before its tests were over`)
    total.failed += 1
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
