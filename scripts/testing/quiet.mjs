/** Loaded before every test file: what is written to console.error fails the test that wrote it. */
import { afterEach } from 'node:test'
import { isMainThread } from 'node:worker_threads'

if (isMainThread && /\.test\.(?:tsx?|mjs)$/.test(process.argv[1] ?? '')) {
  const heard = []
  const { error } = console
  console.error = (...words) => {
    heard.push(words.map(String).join(' ').slice(0, 200))
    error.apply(console, words)
  }
  afterEach(() => {
    const said = heard.splice(0)
    if (said.length > 0) throw new Error(`console.error was called: ${said.join(' | ')}`)
  })
  process.on('exit', () => {
    if (heard.length > 0) process.exitCode = 1
  })
}
