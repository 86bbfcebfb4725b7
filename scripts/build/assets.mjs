/** What browsers load: styles, islands, fonts and pictures, under names that change with their content. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { filesOf, root, unlessDone, writeWhole } from './inputs.mjs'

/** Milliseconds a file that nobody names any more stays: a city that runs meanwhile still serves it. */
const KEPT = 7 * 24 * 3600 * 1000

const folder = join(root, 'dist', 'assets')
const COPIED = ['.woff2', '.woff', '.png', '.svg', '.webp', '.gif', '.ico', '.webmanifest']

async function styles() {
  const [sass, { default: postcss }, { logical }] = await Promise.all([
    import('sass'),
    import('postcss'),
    import('../logical.mjs'),
  ])
  return {
    name: 'styles',
    setup(build) {
      build.onLoad({ filter: /\.scss$/ }, async ({ path }) => {
        const { css } = sass.compile(path, {
          loadPaths: [join(root, 'node_modules')],
          quietDeps: true,
          style: 'expanded',
        })
        const { css: contents } = await postcss([logical()]).process(css, {
          from: path,
          map: false,
        })
        return { contents, loader: 'css', resolveDir: root }
      })
    },
  }
}

/** Logical name → address, for every entry and for what an entry brings along, such as its styles. */
function manifestOf(outputs) {
  const address = (file) => `/assets/${basename(file)}`
  const manifest = {}
  for (const [file, { entryPoint, cssBundle }] of Object.entries(outputs)) {
    if (!entryPoint) continue
    const name = basename(entryPoint)
      .replace(/\.tsx?$/, '.js')
      .replace(/\.scss$/, '.css')
    manifest[name] = address(file)
    if (cssBundle) manifest[name.replace(/\.js$/, '.css')] = address(cssBundle)
  }
  return Object.fromEntries(Object.entries(manifest).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Scripts that stand inside a page which is kept as one file: each whole in itself, as a plain script. */
const isAlone = (file) => /-alone\.tsx?$/.test(file)
const ALONE = { splitting: false, format: 'iife', sourcemap: false, legalComments: 'none' }

async function bundle(entryPoints, more = {}) {
  const { build } = await import('esbuild')
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: folder,
    outbase: 'src/design',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    minify: true,
    sourcemap: 'linked',
    legalComments: 'linked',
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: Object.fromEntries(COPIED.map((ending) => [ending, 'copy'])),
    external: ['/assets/*', '/theme/*'],
    conditions: ['browser'],
    plugins: [await styles()],
    logLevel: 'warning',
    ...more,
  })
  return metafile.outputs
}

/** Takes away what an earlier build made and this one did not. */
function sweep(outputs) {
  const kept = new Set(Object.keys(outputs).map((file) => basename(file)))
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const old = Date.now() - statSync(path).mtimeMs > KEPT
    if (name !== 'manifest.json' && !kept.has(name) && old) rmSync(path, { recursive: true })
  }
}

/** Builds what browsers load. Resolves to false when nothing had changed. */
export function buildAssets() {
  const own = filesOf('src/design/{islands,style,assets}/**/*', (file) =>
    /\.(?:test\.tsx?|md)$/.test(file),
  )
  return unlessDone('.assets', own, async () => {
    const entries = own.filter((file) =>
      /^src\/design\/(?:islands\/[^/]+\.tsx?|style\/[^_/][^/]*\.scss|assets\/[^/]+)$/.test(file),
    )
    mkdirSync(folder, { recursive: true })
    const outputs = {
      ...(await bundle(entries.filter((file) => !isAlone(file)))),
      ...(await bundle(entries.filter(isAlone), ALONE)),
    }
    sweep(outputs)
    writeWhole(join(folder, 'manifest.json'), `${JSON.stringify(manifestOf(outputs), null, 2)}\n`)
  })
}
