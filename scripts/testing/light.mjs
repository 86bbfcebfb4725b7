/**
 * Loaded before every test file: the embedded database of a short one is not compiled a second time for
 * speed, which costs more than it brings back within seconds. Those under test/ work long enough for it.
 */
import { setFlagsFromString } from 'node:v8'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  if (/\/src\/.*\.test\.tsx?$|\.test\.mjs$/.test(process.argv[1] ?? ''))
    process.env['WASM_ONCE'] = 'yes'
  // A vault that a test starts loads this too.
  // What one flag implies is worked out when V8 starts; later each has to be named.
  const flags = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering']
  if (process.env['WASM_ONCE']) for (const flag of flags) setFlagsFromString(flag)
}
