/** Lets Node run .ts and .tsx from source: esbuild takes the types out and keeps the result by content. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

process.setSourceMapsEnabled(true)
const cache = new URL('../node_modules/.cache/cityright/ts/', import.meta.url)
const require = createRequire(import.meta.url)

function transform(file, text) {
  return require('esbuild').transformSync(text, {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    format: 'esm',
    target: 'node24',
    sourcefile: file,
    sourcemap: 'inline',
    sourcesContent: false,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  }).code
}

function remembered(url) {
  const file = fileURLToPath(url)
  const text = readFileSync(file, 'utf8')
  const key = new URL(`${createHash('sha1').update(`${url}\n${text}`).digest('hex')}.mjs`, cache)
  try {
    return readFileSync(key, 'utf8')
  } catch {
    // The vault's process may start no esbuild and write no cache: Node takes out the types alone.
    if (process.permission) return stripTypeScriptTypes(text)
    mkdirSync(cache, { recursive: true })
    const code = transform(file, text)
    const draft = new URL(`${key.href}.${process.pid}`)
    writeFileSync(draft, code)
    renameSync(draft, key)
    return code
  }
}

registerHooks({
  load(url, context, nextLoad) {
    if (!/\.tsx?$/.test(url) || url.includes('/node_modules/')) return nextLoad(url, context)
    return { format: 'module', source: remembered(url), shortCircuit: true }
  },
})
