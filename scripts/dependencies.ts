/** Every direct dependency is pinned, and has a line that says what it is for and what we would do without it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readOr, root } from './build/inputs.mjs'

const Versions = z.record(z.string(), z.string()).default({})
const Package = z.object({
  dependencies: Versions,
  devDependencies: Versions,
  optionalDependencies: Versions,
})

/** What the lockfile, the package file and the list of reasons do not agree on. */
export function dependencyFaults(packageText: string, list: string): string[] {
  const { dependencies, devDependencies, optionalDependencies } = Package.parse(
    JSON.parse(packageText),
  )
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies }
  const rows = [...list.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)]
  const explained = new Map(rows.map(([, name = '', rest = '']) => [name, rest.split('|')]))
  const loose = Object.entries(all)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version} is not an exact version`)
  const silent = Object.keys(all)
    .filter((name) => (explained.get(name) ?? []).filter((cell) => cell.trim()).length < 3)
    .map(
      (name) => `${name} has no full line in docs/dependencies.md (what for, licence, without it)`,
    )
  const gone = [...explained.keys()]
    .filter((name) => !(name in all))
    .map((name) => `docs/dependencies.md explains ${name}, which is not used`)
  return [...loose, ...silent, ...gone]
}

if (import.meta.main) {
  const list = readOr(join(root, 'docs/dependencies.md'), '')
  const faults = dependencyFaults(readFileSync(join(root, 'package.json'), 'utf8'), list)
  for (const fault of faults) console.log(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
}
