/**
 * Runs a script or tool of this project on the pinned Node 24, whatever `node` started this file.
 * The runtime comes from the npm packages node-<platform>-<arch> (optionalDependencies, no install script).
 *
 *   node scripts/run.mjs [--source | --built] FILE|TOOL [ARG ...]
 *
 * --source loads .ts and .tsx through scripts/hook.mjs; --built brings dist up to date and runs from there.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const OLDEST = 24

/** The path of a Node that is new enough; ends the program with a sentence when there is none. */
export function runtime() {
  const os = process.platform === 'win32' ? 'win' : process.platform
  try {
    const require = createRequire(import.meta.url)
    const folder = dirname(require.resolve(`node-${os}-${process.arch}/package.json`))
    const executable = join(folder, 'bin', os === 'win' ? 'node.exe' : 'node')
    if (existsSync(executable)) return executable
  } catch {
    // No packaged runtime for this machine: its own Node may do.
  }
  if (Number(process.versions.node.split('.')[0]) >= OLDEST) return process.execPath
  console.error(
    `Cityright needs Node ${OLDEST}. There is no packaged one for ${os}-${process.arch}; ` +
      `install Node ${OLDEST} and run the command again (found ${process.version}).`,
  )
  process.exit(1)
}

const environment = () => ({
  ...process.env,
  PATH: [dirname(runtime()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  NODE_COMPILE_CACHE:
    process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'cityright', 'v8'),
})

function file(name) {
  if (/\.(?:[cm]?js|tsx?)$/.test(name)) return resolve(root, name)
  const tool = join(root, 'node_modules', '.bin', name)
  if (existsSync(tool)) return realpathSync(tool)
  console.error(`${name} is not installed: run npm ci`)
  process.exit(1)
}

/** A witness holds little: small spaces for young objects, no compiler, and what is left behind is swept up. */
const SMALL = ['--max-semi-space-size=1', '--lite-mode', '--expose-gc']

function built(command) {
  const build = [join(root, 'scripts/build.mjs'), '--quiet']
  const { status } = spawnSync(runtime(), build, { stdio: 'inherit', env: environment() })
  if (status !== 0) process.exit(status ?? 1)
  const spaces = command === 'witness' ? SMALL : ['--max-semi-space-size=8']
  return ['--conditions=cityright-built', ...spaces]
}

function command(argv) {
  const [how] = argv
  const marked = how === '--source' || how === '--built'
  const [name, ...rest] = marked ? argv.slice(1) : argv
  if (!name) {
    console.error('usage: node scripts/run.mjs [--source | --built] FILE|TOOL [ARG ...]')
    process.exit(2)
  }
  const more =
    how === '--source'
      ? ['--import', join(root, 'scripts/hook.mjs')]
      : how === '--built'
        ? built(rest[0])
        : []
  if (name.startsWith('-')) return [runtime(), [...more, name, ...rest]]
  const path = file(name)
  const script =
    /\.(?:[cm]?js|tsx?)$/.test(path) || readFileSync(path).subarray(0, 2).toString() === '#!'
  return script ? [runtime(), ['--enable-source-maps', ...more, path, ...rest]] : [path, rest]
}

/** Runs one command to its end and ends this program as it ended. */
export function run(argv) {
  const [executable, args] = command(argv)
  const child = spawn(executable, args, { stdio: 'inherit', env: environment() })
  // A terminal sends Ctrl-C to everybody itself; sent on as well, it would arrive twice.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 143 : 1)))
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  run(process.argv.slice(2))
}
