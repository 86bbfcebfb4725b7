/**
 * Builds the city: code for Node, styles and islands for browsers. What did not change is left alone.
 *
 *   node scripts/run.mjs scripts/build.mjs [--code | --assets] [--watch] [--quiet]
 */
import { buildAssets } from './build/assets.mjs'
import { buildCode } from './build/code.mjs'
import { onChange } from './build/watch.mjs'

const argv = process.argv.slice(2)
const parts = [
  ...(argv.includes('--assets') ? [] : [['code', buildCode]]),
  ...(argv.includes('--code') ? [] : [['styles and islands', buildAssets]]),
]

async function build() {
  const began = performance.now()
  const done = await Promise.all(parts.map(async ([name, work]) => ((await work()) ? name : '')))
  const names = done.filter(Boolean).join(' and ')
  const took = Math.round(performance.now() - began)
  if (names && !argv.includes('--quiet')) console.log(`Built ${names} in ${took} ms`)
}

await build()
if (argv.includes('--watch')) onChange(['src'], build)
