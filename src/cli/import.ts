import { existsSync } from 'node:fs'
import type { ImportKind, ImportSummary, Service } from '#core/service'
import { Command } from 'commander'
import { services, servicesOf } from '../city.ts'
import { isHub } from '../facts.ts'
import { openCity } from '../opening/open.ts'
import { workOf } from '../opening/taking.ts'
import { settingsFrom } from '../settings.ts'
import { progressBar } from './progress.ts'

interface Options {
  preset?: string
  dryRun?: boolean
  json?: boolean
  data?: string
}

function kindOf(what: string, services: readonly Service[]): ImportKind {
  const kinds = services.flatMap((service) => service.imports ?? [])
  const found = kinds.find((kind) => kind.what === what)
  if (found) return found
  throw new Error(
    `There is nothing to import called ${what}. There is: ${kinds.map((kind) => kind.what).join(', ')}`,
  )
}

/** `declaration-version` as commander hands it over: `declarationVersion`. */
const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

function saidFor({ options = {} }: ImportKind, asked: Options): Record<string, string> {
  const given: Readonly<Record<string, unknown>> = { ...asked }
  const said = Object.keys(options).map((name) => [name, given[camel(name)]] as const)
  return Object.fromEntries(
    said.filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
}

function inWords(summary: ImportSummary): string {
  const { read, imported, updated, unchanged, refused, unknown, notes = [] } = summary
  const refusals = refused.length + (summary.refusedMore ?? 0)
  const lines = [
    `${read} read, ${imported} imported, ${updated} updated, ${unchanged} unchanged, ${refusals} refused`,
    ...notes,
    ...(unknown.length > 0 ? [`Columns that mean nothing here: ${unknown.join(', ')}`] : []),
    ...refused.slice(0, 50).map(({ line, reason }) => `line ${line}: ${reason}`),
    ...(refusals > 50 ? [`… and ${refusals - 50} more (--json lists them)`] : []),
  ]
  return lines.join('\n')
}

async function take(what: string, file: string, options: Options): Promise<void> {
  const settings = settingsFrom(process.env, { ...options, sample: false })
  const kind = kindOf(what, servicesOf({ hub: isHub(settings.city) }))
  if (options.preset && !kind.presets.includes(options.preset)) {
    throw new Error(
      `There is no preset ${options.preset} for ${what}. There is: ${kind.presets.join(', ')}`,
    )
  }
  if (!existsSync(file)) throw new Error(`There is no file ${file}`)
  const city = await openCity(settings)
  const bar = progressBar(!options.json)
  try {
    const { preset, dryRun = false } = options
    const taking = {
      what,
      file,
      preset,
      dryRun,
      progress: bar.show,
      options: saidFor(kind, options),
    }
    const summary = await kind.run(workOf(city, taking))
    // An embedded database learns what its tables hold when it is told to; a server looks by itself.
    if (city.db.kind === 'embedded') await city.db.script('analyze')
    bar.end()
    process.stdout.write(`${options.json ? JSON.stringify(summary) : inWords(summary)}\n`)
    const taken = summary.imported + summary.updated + summary.unchanged
    if (summary.refused.length > 0 && taken === 0) process.exitCode = 1
  } finally {
    bar.end()
    await city.close()
  }
}

/** `cityright import WHAT FILE`: takes a file in, row by row, as often as you like. */
export function importCommand(): Command {
  const kinds = services.flatMap((service) => service.imports ?? [])
  const command = new Command('import')
    .description('takes in a file; doing it again changes nothing')
    .argument('<what>', kinds.map((kind) => `${kind.what}: ${kind.says}`).join('; '))
    .argument('<file>', 'the file')
    .option('--preset <name>', 'whose columns these are')
    .option('--dry-run', 'only say what would happen')
    .option('--json', 'answer for machines')
    .option('--data <dir>', 'folder of the embedded databases')
    .action(take)
  const said = kinds.flatMap(({ what, options = {} }) =>
    Object.entries(options).map(([name, says]) => ({ name, says: `${what}: ${says}` })),
  )
  // Two kinds may have an option of the same name.
  for (const [name, all] of Map.groupBy(said, (one) => one.name)) {
    const says = all.map((one) => one.says).join('; ')
    command.option(`--${name} <${name.split('-').at(-1)}>`, says)
  }
  return command
}
