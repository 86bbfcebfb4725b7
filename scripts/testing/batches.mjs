/** Which test files share a process, and in which order they begin. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../build/inputs.mjs'
import { MANY_ROWS } from './many-rows.mjs'

/**
 * What a process carries on to the next file, a file that works in other processes, or one whose many rows are worth a
 * database that is compiled for speed (light.mjs): alone.
 */
const ALONE = [
  MANY_ROWS,
  /#test\/(?:browser|go)\b/,
  /node:child_process|node:worker_threads|node:v8/,
  /\bopenSampleCity\b|\bmock\./,
  /process\.(?:env\[[^\]]+\] = |exit|chdir|on\(|argv|execArgv|memoryUsage|cpuUsage)/,
  /delete process\.|Object\.assign\(process|globalThis|console\.\w+ = |\bprom-client\b/,
]
/** A file that opens databases, and one that only thinks. */
const OPENS = /#test\/(?!promise\b)|\bopenDatabase\b|testing-vault|\bopenVault\b/
const HEAVY = 10
const LIGHT = 1
/** A process is not to grow without end. */
const MOST = 60

const textOf = (file) => readFileSync(join(root, file), 'utf8')
const isAlone = (file, text) => !file.startsWith('src/') || ALONE.some((sign) => sign.test(text))
const weightOf = (text) => (OPENS.test(text) ? HEAVY : LIGHT)

/** Long files begin first, so that none of them runs alone at the end. */
const rank = (file) => (file.includes('test/pages') ? 0 : file.startsWith('test/') ? 1 : 2)

/** Groups of neighbours of about the same weight, enough of them to keep every processor busy. */
function grouped(files, processes) {
  const weights = new Map(files.map((file) => [file, weightOf(textOf(file))]))
  const all = [...weights.values()].reduce((sum, one) => sum + one, 0)
  const most = Math.min(MOST, Math.ceil(all / processes))
  const groups = []
  let weight = Infinity
  for (const file of files.toSorted()) {
    if (weight + weights.get(file) > most) {
      groups.push([])
      weight = 0
    }
    groups.at(-1).push(file)
    weight += weights.get(file)
  }
  return groups
}

/**
 * The programs of a run, long ones first: test files that need a process of their own, and batches of others. `members`
 * says which files a batch has; `away` takes the programs of the batches away.
 */
export function programsOf(files, processes) {
  const folder = mkdtempSync(join(tmpdir(), 'cityright-batches-'))
  const alone = files.filter((file) => isAlone(file, textOf(file)))
  const groups = grouped(
    files.filter((file) => !alone.includes(file)),
    processes,
  )
  const members = new Map()
  const program = join(root, 'scripts/testing/batch.mjs')
  for (const [at, group] of groups.entries()) {
    const paths = group.map((file) => join(root, file))
    if (paths.length === 1) {
      alone.push(group[0])
      continue
    }
    const file = join(folder, `${at}.test.mjs`)
    const list = JSON.stringify(paths, null, 2)
    writeFileSync(file, `import { batch } from ${JSON.stringify(program)}\nawait batch(${list})\n`)
    members.set(file, paths)
  }
  const single = alone.toSorted((a, b) => rank(a) - rank(b)).map((file) => join(root, file))
  return {
    programs: [...single, ...members.keys()],
    members,
    away: () => rmSync(folder, { recursive: true, force: true }),
  }
}
