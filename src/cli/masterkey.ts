import { readFileSync } from 'node:fs'
import {
  askOperator,
  isEscrowed,
  lockFrom,
  makeEscrow,
  protectKeys,
  readEscrow,
  recoverKey,
  rehearseEscrow,
  vaultSocketOf,
} from '#core/vault'
import { Command } from 'commander'
import { settingsFrom } from '../settings.ts'

interface Options {
  json?: boolean
  holder?: string[]
  share?: string[]
}

const placeOf = () => {
  const settings = settingsFrom(process.env)
  const { keys: folder, vaultPassphraseFile } = settings
  const socket = settings.vaultSocket ?? vaultSocketOf(settings.data)
  return { folder, socket, lock: lockFrom(vaultPassphraseFile) }
}

function tell({ json }: Options, facts: object, lines: readonly string[]): void {
  process.stdout.write(`${json ? JSON.stringify(facts) : lines.join('\n')}\n`)
}

function show(options: Options): void {
  const { folder, lock } = placeOf()
  const [note, safe] = [readEscrow(folder), isEscrowed(folder, lock)]
  const held = note ? `made ${note.made} for ${note.holders.join(', ')}` : 'none was made'
  const tried = safe && note?.rehearsed !== undefined
  const rehearsed = tried
    ? `They showed it at ${note.rehearsed}.`
    : 'Nobody has tried the shares: cityright masterkey rehearse'
  tell(options, { escrowed: safe, rehearsed: tried, note }, [
    safe
      ? `Two of three can bring the master key back (${held}). ${rehearsed}`
      : `Nobody could bring this master key back: ${note ? `the escrow (${held}) is of another key` : held}.`,
  ])
  if (!tried) process.exitCode = 1
}

async function rotate(options: Options): Promise<void> {
  const { folder: keys, socket } = placeOf()
  const { version, rewrapped } = await askOperator({ keys, socket }, 'keys.rotate')
  tell(options, { version, rewrapped }, [
    `Version ${version} of the master key wraps ${rewrapped} keys now.`,
    'Back up the key folder, and make new shares: cityright masterkey escrow',
  ])
}

async function retire(options: Options): Promise<void> {
  const { folder: keys, socket } = placeOf()
  const { version } = await askOperator({ keys, socket }, 'keys.retire')
  tell(options, { version }, [
    `Only version ${version} of the master key is left; older copies of wrapped keys open no more.`,
  ])
}

function escrow(options: Options): void {
  const { folder, lock } = placeOf()
  const now = new Date().toISOString()
  const holders = options.holder ?? []
  const shares = makeEscrow(folder, lock, { holders, now })
  tell(options, { holders, shares }, [
    'Hand each share to its holder now, on paper. They are kept nowhere else; two make the key whole.',
    ...shares.flatMap((share, n) => ['', `${holders[n]}:`, share]),
  ])
}

function recover(options: Options): void {
  const { folder, lock } = placeOf()
  const shares = (options.share ?? []).map((one) => readFileSync(one, 'utf8'))
  const file = recoverKey(folder, lock, shares)
  tell(options, { file }, [`${file} is whole again. Start the vault: it says whether it fits.`])
}

function rehearse(options: Options): void {
  const { folder } = placeOf()
  const shares = (options.share ?? []).map((one) => readFileSync(one, 'utf8'))
  const note = rehearseEscrow(folder, shares, new Date().toISOString())
  tell(options, note, ['These two shares make the master key whole. It was written nowhere.'])
}

function protect(options: Options): void {
  const { folder, lock } = placeOf()
  const files = protectKeys(folder, lock)
  tell(options, { files }, files.length > 0 ? files : ['Nothing lay open.'])
}

const collect = (one: string, before: string[] = []) => [...before, one]

/** `cityright masterkey`: the key that opens all personal data; changed, shared, brought back. */
export function masterkeyCommand(): Command {
  const command = new Command('masterkey').description(
    'the master key of the vault: changed, put under a passphrase, shared among three',
  )
  const add = (name: string, says: string, run: (options: Options) => void | Promise<void>) =>
    command.command(name).description(says).option('--json', 'answer for machines').action(run)
  add('show', 'says whether two of three holders could bring the key back', show)
  add('rotate', 'makes a new key and wraps every key under it, while the vault goes on', rotate)
  add('retire', 'ends the old keys: backups of wrapped keys open no more', retire)
  add('protect', 'puts key files that lie open under VAULT_PASSPHRASE_FILE', protect)
  add('escrow', 'makes three shares, of which two make the key whole', escrow).requiredOption(
    '--holder <role>',
    'who gets a share; say it three times',
    collect,
  )
  add('recover', 'makes the key file whole from two shares', recover).requiredOption(
    '--share <file>',
    'a file with a share; say it twice',
    collect,
  )
  add(
    'rehearse',
    'shows that two shares make the key whole, and forgets it',
    rehearse,
  ).requiredOption('--share <file>', 'a file with a share; say it twice', collect)
  return command
}
