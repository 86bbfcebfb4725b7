/** Every way we know to forge a log. Each has to be refused by Go and by us. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointText, emptyEdge, grown, leafHash, rootAt } from '#core/record/log'
import {
  entriesOf,
  entryOf,
  everybody,
  first,
  log,
  made,
  neighbour,
  ORIGIN,
  second,
  signed,
  third,
  write,
} from './forging.ts'

/** A forged log in a folder; `old` is a checkpoint that was seen before. */
interface Forged {
  readonly name: string
  readonly where: string
  readonly old?: string
}

type Change = (bytes: Buffer, where: string) => Uint8Array
const flip =
  (at: number): Change =>
  (bytes) => {
    const changed = Buffer.from(bytes)
    const place = at < 0 ? changed.length + at : at
    changed[place] = (changed[place] ?? 0) ^ 1
    return changed
  }
const cut: Change = (bytes) => bytes.subarray(0, -1)
const more: Change = (bytes) => Buffer.concat([bytes, Buffer.from([0])])
const become =
  (path: string): Change =>
  (_, where) =>
    readFileSync(join(where, path))
const say =
  (from: string | RegExp, to: string): Change =>
  (bytes) =>
    Buffer.from(bytes.toString().replace(from, to))

/** Changes of one file of a log of 513 entries. */
const CHANGES: readonly (readonly [name: string, path: string, change: Change])[] = [
  ['a flipped byte of an entry', 'tile/entries/001', flip(40)],
  ['a flipped byte of the last entry', 'tile/entries/002.p/1', flip(-3)],
  ['a flipped byte of a length', 'tile/entries/001', flip(1)],
  ['a truncated bundle', 'tile/entries/001', cut],
  ['a truncated partial bundle', 'tile/entries/002.p/1', cut],
  ['an empty bundle', 'tile/entries/002.p/1', () => Buffer.alloc(0)],
  ['extra bytes after a bundle', 'tile/entries/000', more],
  ['an entry more than the bundle has', 'tile/entries/002.p/1', (b) => Buffer.concat([b, b])],
  ['swapped bundles', 'tile/entries/001', become('tile/entries/000')],
  ['a flipped byte of a tile', 'tile/0/000', flip(77)],
  ['a flipped byte of a partial tile', 'tile/0/002.p/1', flip(0)],
  ['a flipped byte of an upper tile', 'tile/1/000.p/2', flip(33)],
  ['a truncated tile', 'tile/0/001', cut],
  ['extra bytes after a tile', 'tile/0/001', more],
  ['a hash more than the tile has', 'tile/0/002.p/1', (b) => Buffer.concat([b, b])],
  ['a swapped tile', 'tile/0/001', become('tile/0/000')],
  ['a size that was not signed', 'checkpoint', say('\n513\n', '\n514\n')],
  ['a smaller size that was not signed', 'checkpoint', say('\n513\n', '\n512\n')],
  ['a root that was not signed', 'checkpoint', say(/\n[^\n]{43}=\n/, `\n${'A'.repeat(43)}=\n`)],
  ['an extension line that was not signed', 'checkpoint', say('\n\n', '\nmore\n\n')],
  ['extra bytes after the checkpoint', 'checkpoint', more],
  ['extra text after the checkpoint', 'checkpoint', (b) => Buffer.concat([b, Buffer.from('x\n')])],
  ['a checkpoint without its last line break', 'checkpoint', cut],
  ['a checkpoint without signatures', 'checkpoint', say(/\n\n[\s\S]*$/, '\n\n')],
  ['another name of the log', 'checkpoint', say(ORIGIN, 'other.example/record')],
]

const MISSING = ['tile/entries/000', 'tile/entries/002.p/1', 'tile/0/001', 'tile/1/000.p/2']

/** Entries that no city may write, though its log signed them. */
const ENTRIES: readonly (readonly [name: string, entry: string | Uint8Array])[] = [
  ['white space', '{ "n":1}'],
  ['keys out of order', '{"b":1,"a":1}'],
  ['a key twice', '{"a":1,"a":1}'],
  ['a number with a fraction', '{"n":1.5}'],
  ['a number written as a power', '{"n":1e2}'],
  ['minus zero', '{"n":-0}'],
  ['a number of 2^53', '{"n":9007199254740992}'],
  ['null', '{"n":null}'],
  ['a list instead of what happened', '[]'],
  ['a letter written as its number', '{"s":"\\u0041"}'],
  ['a sign escaped for web pages', '{"s":"\\u003c"}'],
  ['half of a letter', '{"s":"\\ud800"}'],
  ['a line break', '{"s":"a\\nb"}'],
  ['a line separator', '{"s":"\u2028"}'],
  ['a control character above ASCII', '{"s":"\u0085"}'],
  ['a key that is not ASCII', '{"ñ":1}'],
  ['an empty key', '{"":1}'],
  ['more than 16 KiB', `{"s":"${'x'.repeat(16_384)}"}`],
]
const whole = (from: string, to: string) =>
  Buffer.from(Buffer.from(entryOf(1)).toString().replace(from, to))
const BROKEN = Buffer.from(entryOf(1, '{"s":"?"}'))
BROKEN[BROKEN.indexOf('?')] = 0xff
const WHOLE: readonly (readonly [name: string, entry: Uint8Array])[] = [
  ['another version', whole('"v":1', '"v":2')],
  ['a version in words', whole('"v":1', '"v":"1"')],
  ['no kind', whole('"t":"test.acted",', '')],
  ['a kind that is a number', whole('"t":"test.acted"', '"t":1')],
  ['bytes that are not Unicode', BROKEN],
  ['no JSON', Buffer.from('entry')],
  ['something after it', Buffer.concat([entryOf(1), Buffer.from('{}')])],
]

function* changed(): Generator<Forged> {
  for (const [name, path, change] of CHANGES) {
    const { where } = write(name, entriesOf(513))
    const file = join(where, path)
    writeFileSync(file, change(readFileSync(file), where))
    yield { name, where }
  }
  for (const path of [...MISSING, 'checkpoint']) {
    const name = `without ${path.replaceAll('/', '-')}`
    const { where } = write(name, entriesOf(513))
    rmSync(join(where, path))
    yield { name, where }
  }
}

/** Forgeries of those who have a key, but not the right one or not enough. */
function* signatures(): Generator<Forged> {
  const entries = entriesOf(3)
  const who: readonly (readonly [string, Parameters<typeof write>[2]])[] = [
    ['a missing quorum', [log, first]],
    ['one witness twice', [log, first, first]],
    ['no log', [first, second, third]],
    ['a stranger as the log', [made(ORIGIN, 1), first, second]],
    ['strangers as witnesses', [log, made(first.name, 4), made(second.name, 4)]],
    ['another log of the policy', [neighbour, first, second]],
    ['a witness as the log', [made(ORIGIN, 4), first, second]],
  ]
  for (const [name, signers] of who) yield { name, where: write(name, entries, signers).where }
  const { where } = write('a cosignature of another tree', entries)
  const other = write('other', entriesOf(4)).where
  const lines = (from: string) => readFileSync(join(from, 'checkpoint'), 'utf8').split('\n')
  const mixed = lines(where).map((line, n) => (n > 5 ? (lines(other)[n] ?? '') : line))
  writeFileSync(join(where, 'checkpoint'), mixed.join('\n'))
  yield { name: 'cosignatures of another tree', where }
  const name = 'a key of the log that signed something wrong'
  const spoiled = write(name, entries).where
  const note = readFileSync(join(spoiled, 'checkpoint'), 'utf8')
  const line = note.split('\n')[4] ?? ''
  const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64')
  bytes[20] = (bytes[20] ?? 0) ^ 1
  const wrong = `\u2014 ${ORIGIN} ${bytes.toString('base64')}`
  writeFileSync(join(spoiled, 'checkpoint'), note.replace(line, wrong))
  yield { name, where: spoiled }
}

/** Forgeries of the city itself, which has its key and its witnesses on its side. */
function* ofTheCity(): Generator<Forged> {
  const old = join(write('seen before', entriesOf(257)).where, 'checkpoint')
  const forked = (size: number) => entriesOf(size).with(20, entryOf(77_777))
  yield { name: 'a fork', where: write('a fork', forked(513)).where, old }
  yield { name: 'a fork of one size', where: write('a fork of one size', forked(257)).where, old }
  yield { name: 'a smaller tree', where: write('a smaller tree', entriesOf(256)).where, old }
  const { where } = write('a wrong leaf', entriesOf(513))
  const tile = readFileSync(join(where, 'tile/0/000'))
  tile.set(leafHash(entryOf(77_777)), 20 * 32)
  writeFileSync(join(where, 'tile/0/000'), tile)
  const forkedFiles = grown(emptyEdge, forked(513)).files
  const bundle = forkedFiles.find(({ path }) => path === 'tile/entries/000')?.bytes
  writeFileSync(join(where, 'tile/entries/000'), bundle ?? '')
  yield { name: 'a wrong leaf, in its bundle and its tile', where }
  const root = rootAt(grown(emptyEdge, forked(513)).edge)
  const lied = write('a root that is not that of its entries', entriesOf(513)).where
  const text = checkpointText({ origin: ORIGIN, size: 513, root })
  writeFileSync(join(lied, 'checkpoint'), signed(text, everybody))
  yield { name: 'a root that is not that of its entries', where: lied }
  const named = ENTRIES.map(([name, d]) => [name, entryOf(1, String(d))] as const)
  for (const [what, entry] of [...named, ...WHOLE]) {
    const name = `an entry with ${what}`.replaceAll('/', '-')
    yield { name, where: write(name, [entryOf(0), entry, entryOf(2)]).where }
  }
}

/** Every forged log, one after the other. */
export function* forgedLogs(): Generator<Forged> {
  yield* changed()
  yield* signatures()
  yield* ofTheCity()
}
