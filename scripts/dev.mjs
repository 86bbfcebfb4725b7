/** The city from source, started again after every change. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildAssets } from './build/assets.mjs'
import { root } from './build/inputs.mjs'
import { onChange } from './build/watch.mjs'

const command = [
  '--enable-source-maps',
  '--import',
  join(root, 'scripts/hook.mjs'),
  join(root, 'src/main.ts'),
]
let city

function open() {
  city = spawn(process.execPath, [...command, 'start', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_ENV: 'development', ...process.env },
  })
}

async function close() {
  if (city.exitCode !== null || city.signalCode !== null) return
  const gone = new Promise((resolve) => city.once('exit', resolve))
  city.kill('SIGTERM')
  await gone
}

async function again() {
  await buildAssets()
  await close()
  open()
}

await buildAssets()
open()
onChange(['src', 'cities'], again)
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await close()
    process.exit(0)
  })
}
