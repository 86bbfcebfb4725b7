/** src → dist, file by file: every migration, text and worker stays beside the code that names it. */
import { globSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesOf, readOr, root, unlessDone, writeWhole } from './inputs.mjs'

const isTest = (file) => /(?:\.test|\/trial)\.tsx?$/.test(file)
const isCode = (file) => /\.tsx?$/.test(file)
const forBrowsers = (file) => /^src\/design\/(?:islands|style|assets)\//.test(file)
const SPECIFIER = /(\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)(["'])(\.\.?\/[^"'\n]+)\.tsx?\2/g

/** Names of sibling modules as they are called after the build. */
export function renamed(code) {
  return code.replace(SPECIFIER, '$1$2$3.js$2')
}

async function transpile(files) {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir: 'dist',
    outbase: 'src',
    format: 'esm',
    target: 'node24',
    sourcemap: 'linked',
    sourcesContent: false,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    logLevel: 'warning',
    write: false,
  })
  return outputFiles.map(({ path, text }) => [path, path.endsWith('.js') ? renamed(text) : text])
}

function sweep(kept) {
  const stale = globSync('dist/**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) => !kept.has(file) && !/^(?:assets\/|\.)/.test(relative(join(root, 'dist'), file)),
    )
  for (const file of stale) rmSync(file)
}

/** Builds what Node runs. Resolves to false when nothing had changed. */
export function buildCode() {
  const files = filesOf('src/**/*', (file) => isTest(file) || forBrowsers(file))
  return unlessDone('.code', files, async () => {
    const written = await transpile(files.filter(isCode))
    const copied = files
      .filter((file) => !isCode(file) && !file.endsWith('.md'))
      .map((file) => [join(root, 'dist', file.slice(4)), readFileSync(join(root, file))])
    for (const [file, content] of [...written, ...copied]) {
      if (readOr(file) !== String(content)) writeWhole(file, content)
    }
    sweep(new Set([...written, ...copied].map(([file]) => file)))
  })
}
