/**
 * Loaded before every test file: the embedded database of a short one is not compiled a second time for
 * speed, which costs more than it brings back within seconds. Those under test/, and those that fill
 * tables by the thousand, work long enough for it.
 */
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { isMainThread } from 'node:worker_threads'
import { MANY_ROWS } from './many-rows.mjs'

/** A batch, or a file under src that works for a short time. */
function isShort(file) {
  if (file.endsWith('.test.mjs')) return true
  return /\/src\/.*\.test\.tsx?$/.test(file) && !MANY_ROWS.test(readFileSync(file, 'utf8'))
}

if (isMainThread) {
  if (isShort(process.argv[1] ?? '')) process.env['WASM_ONCE'] = 'yes'
  // A vault that a test starts loads this too. What one flag implies is worked out when V8 starts; later each is named.
  const flags = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering']
  if (process.env['WASM_ONCE']) for (const flag of flags) setFlagsFromString(flag)
}
