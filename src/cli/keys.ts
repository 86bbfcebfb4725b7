import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isKeyFolder, restartLog, retireKeys, rotateKeys, showKeys } from '#core/record/keys'
import { Command } from 'commander'

interface Options {
  keys?: string
  json?: boolean
  checkpoint?: string
}

/** The key folder of the settings: KEYS, or DATA with `.keys` behind it. */
function folderOf({ keys }: Options): string {
  const { KEYS, DATA } = process.env
  const folder = resolve(keys ?? (KEYS || `${resolve(DATA || 'data')}.keys`))
  if (!isKeyFolder(folder))
    throw new Error(`${folder} holds no keys of a city: name it with --keys`)
  return folder
}

const work = (options: Options) => ({
  folder: folderOf(options),
  url: process.env['PUBLIC_URL'] || 'http://localhost',
  now: new Date().toISOString(),
})

function tell(options: Options, facts: object, lines: readonly string[]): void {
  process.stdout.write(`${options.json ? JSON.stringify(facts) : lines.join('\n')}\n`)
}

function show(options: Options): void {
  const shown = showKeys(work(options))
  const { origin, keys, witness, before } = shown
  tell(options, shown, [
    `The log ${origin} is signed with:`,
    ...keys.map(({ vkey, since, retired, announced }) => {
      const state = retired
        ? `retired ${retired}`
        : announced
          ? `in the record since ${announced}`
          : 'not in the record yet: the city names it in its next round'
      return `  ${vkey}\n    made ${since}, ${state}`
    }),
    `As a witness this city signs with:\n  ${witness}`,
    ...before.map(({ origin: old, size }) => `Ended: ${old} at ${size} entries`),
  ])
}

function rotate(options: Options): void {
  const vkeys = rotateKeys(work(options))
  tell(options, { added: vkeys }, [
    'Made. From the next round of the city on it signs with the old and the new key, and the record names:',
    ...vkeys.map((vkey) => `  ${vkey}`),
    'Back up the key folder now. Retire the old key after 90 days: cityright keys retire',
  ])
}

function retire(options: Options): void {
  const vkeys = retireKeys(work(options))
  tell(options, { retired: vkeys }, [
    'Retired; its file is gone, and the record says so in the next round of the city:',
    ...vkeys.map((vkey) => `  ${vkey}`),
  ])
}

function restart(options: Options): void {
  const file = options.checkpoint
  if (file && !existsSync(file)) throw new Error(`There is no ${file}.`)
  const checkpoint = file ? readFileSync(file, 'utf8') : undefined
  const { origin, size } = restartLog({ ...work(options), checkpoint })
  const { origin: next, keys } = showKeys(work(options))
  tell(options, { ended: { origin, size }, origin: next, keys: keys.map(({ vkey }) => vkey) }, [
    `${origin} ends at ${size} entries. ${next} begins with that at the next start of the city.`,
    'Its keys, for witnesses and for everybody who checks:',
    ...keys.map(({ vkey }) => `  ${vkey}`),
  ])
}

/** `cityright keys`: shows the keys of the record, changes them, and begins anew when one is lost. */
export function keysCommand(): Command {
  const command = new Command('keys')
    .exitOverride()
    .description('the keys that sign the public record')
  const add = (name: string, says: string, run: (options: Options) => void) =>
    command
      .command(name)
      .description(says)
      .option('--keys <dir>', 'the key folder (default: the setting KEYS)')
      .option('--json', 'answer for machines')
      .action(run)
  add('show', 'shows who signs, and since when the record says so', show)
  add('rotate', 'makes a new key; it signs together with the old one for 90 days', rotate)
  add('retire', 'ends the old key, not before those 90 days are over', retire)
  add(
    'restart',
    'a key is lost or stolen: ends the log where witnesses saw it last, begins another',
    restart,
  ).option('--checkpoint <file>', 'end with this signed checkpoint, for example from a witness')
  return command
}
