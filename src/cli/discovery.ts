/** `cityright discovery`: a static discovery document for a city without this software, or a new key for one. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import {
  composeDiscovery,
  fingerprint,
  openDiscoveryKeys,
  publicKeyOf,
  readDiscovery,
  rotateDiscoveryKey,
} from '#core/discovery'
import { Command } from 'commander'

interface Options {
  keys: string
  out?: string
  rotate?: boolean
}

/** What a document is made of before it is signed; keys, time and signature are put in anew. */
function bareOf(file: string): object {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${file} is no JSON object.`)
  const ours = new Set(['keys', 'updated', 'signature', 'keyChange'])
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => !ours.has(name)))
}

function sign(file: string, { keys: folder, out, rotate }: Options): void {
  const now = new Date().toISOString()
  if (rotate) rotateDiscoveryKey(folder, now)
  const keys = openDiscoveryKeys(folder, now)
  const target = out ?? file
  const last = existsSync(target) ? signedIn(target) : undefined
  const text = composeDiscovery(bareOf(file), keys, { now, last })
  const read = readDiscovery(text)
  if ('wrong' in read) throw new Error(`${file} is not a discovery document: ${read.wrong}`)
  if (read.unusable > 0) throw new Error(`${read.unusable} links of ${file} cannot be used.`)
  writeFileSync(target, text)
  const [current] = keys.map(publicKeyOf).toReversed()
  const mark = current ? fingerprint(current) : ''
  process.stdout.write(`${target} is signed. _cityright-key TXT "${mark}"\n`)
}

/** The text of a file that was signed before; an unsigned draft is none. */
function signedIn(file: string): string | undefined {
  const text = readFileSync(file, 'utf8')
  const read = readDiscovery(text)
  return 'document' in read && read.document.signature ? text : undefined
}

/** `cityright discovery FILE`: signs a discovery document that any web server can serve. */
export function discoveryCommand(): Command {
  return new Command('discovery')
    .description('signs a discovery document, to be served as /.well-known/digital-rights-city')
    .argument('<file>', 'the document (docs/protocol/discovery.md); signed in its place')
    .option('--keys <folder>', 'folder of the keys, made when it is missing', 'city.keys')
    .option('--out <file>', 'write the signed document here')
    .option('--rotate', 'begin a new key; the old one signs the change')
    .action((file: string, options: Options) => sign(file, options))
}
