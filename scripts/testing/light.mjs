/**
 * Loaded before every test file: the embedded database of a short one is not compiled a second time for
 * speed, which costs two to four seconds more than it brings back. Those that open every page, live through a year or
 * fill tables by the thousand work long enough for it.
 */
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { isMainThread } from 'node:worker_threads'
import { MANY_ROWS } from './many-rows.mjs'

const LONG = [MANY_ROWS, /\b(?:wholeCity|openSampleCity|trial-processes)\b/]

/** A batch, or a file that works for a short time. */
function isShort(file) {
  if (file.endsWith('.test.mjs')) return true
  if (!/\.test\.tsx?$/.test(file)) return false
  const text = readFileSync(file, 'utf8')
  return !LONG.some((sign) => sign.test(text))
}

if (isMainThread) {
  if (isShort(process.argv[1] ?? '')) process.env['WASM_ONCE'] = 'yes'
  // A vault that a test starts loads this too. What one flag implies is worked out when V8 starts; later each is named.
  const flags = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering']
  if (process.env['WASM_ONCE']) for (const flag of flags) setFlagsFromString(flag)
}
