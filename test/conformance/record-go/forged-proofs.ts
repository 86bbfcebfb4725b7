/** Every way we know to forge a proof file. Each has to be refused by Go and by us. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  batchPath,
  batchTree,
  commitmentOf,
  type Hash,
  hashText,
  readInclusion,
} from '#core/record/log'
import { entriesOf, entryOf, first, folder, log, reader, third, write } from './forging.ts'

const PAYLOADS = [0, 1, 2, 3, 4].map((n) => ({
  purpose: 'reports.contact-back',
  said: `<é ${n}>`,
  n,
}))
const SALTS = PAYLOADS.map((_, n) => Buffer.alloc(32, n + 1))
const COMMITMENTS = PAYLOADS.map((payload, n) => commitmentOf(payload, SALTS[n] ?? Buffer.alloc(0)))
const BATCH = batchTree(COMMITMENTS)
const AT = 300
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const texts = (hashes: readonly Hash[]) => hashes.map(hashText)

/** The parts of a proof file, to be changed one by one. */
interface Parts {
  readonly first: string
  readonly extra: object | string
  readonly index: number | string
  readonly path: readonly string[]
  readonly checkpoint: string
}

const fileText = ({ first: line, extra, index, path, checkpoint }: Parts) =>
  [
    line,
    ...(extra === '' ? [] : [`extra ${typeof extra === 'string' ? extra : base64(extra)}`]),
    `index ${index}`,
    ...path,
    '',
    checkpoint,
  ].join('\n')

const batchOf = (n: number) => ({
  payload: PAYLOADS[n],
  salt: hashText(SALTS[n] ?? Buffer.alloc(0)),
  index: n,
  size: PAYLOADS.length,
  path: texts(batchPath(COMMITMENTS, n)),
})

interface Ground {
  readonly entries: readonly Uint8Array[]
  readonly good: Parts
  readonly extra: { readonly v: number; readonly entry: string }
  readonly batch: ReturnType<typeof batchOf>
}

async function ground(): Promise<Ground> {
  const d = `{"count":${BATCH.size},"root":"${hashText(BATCH.root)}"}`
  const { where, entries } = write('proved', entriesOf(513).with(AT, entryOf(AT, d)))
  const path = texts(await readInclusion(reader(where), AT, 513))
  const entry = Buffer.from(entries[AT] ?? []).toString('base64')
  const extra = { v: 1, entry }
  const checkpoint = readFileSync(join(where, 'checkpoint'), 'utf8')
  const good = { first: 'c2sp.org/tlog-proof@v1', extra, index: AT, path, checkpoint }
  return { entries, good, extra, batch: batchOf(3) }
}

const flipped = (hash: string) => `${hash.startsWith('A') ? 'B' : 'A'}${hash.slice(1)}`
/** The same bytes in another way: the bits that base64 leaves over are set. */
const loose = (hash: string) => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  return `${hash.slice(0, 42)}${letters[letters.indexOf(hash[42] ?? 'A') | 1]}=`
}

/** Changes of the frame: the entry, its place, its path, the checkpoint. */
function frames({ good, extra, entries }: Ground): Record<string, Partial<Parts>> {
  const { path, checkpoint } = good
  const [leaf = '', second = '', ...rest] = path
  const three = write('three of them', entriesOf(3))
  const unseen = write('unseen', entries, [log, first])
  const unsigned = write('unsigned', entries, [first, third])
  const note = ({ where }: typeof three) => readFileSync(join(where, 'checkpoint'), 'utf8')
  return {
    'a wrong leaf': { extra: { v: 1, entry: Buffer.from(entryOf(AT)).toString('base64') } },
    'a wrong index': { index: AT + 1 },
    'an index outside of the log': { index: 513 },
    'a negative index': { index: -1 },
    'an index with a zero before it': { index: `0${AT}` },
    'an index beyond every log': { index: '9007199254740992' },
    'a flipped byte of the path': { path: [flipped(leaf), second, ...rest] },
    'a hash too few': { path: path.slice(1) },
    'a hash too many': { path: [...path, leaf] },
    'swapped hashes': { path: [second, leaf, ...rest] },
    'a hash in another spelling': { path: [loose(leaf), second, ...rest] },
    'a line that is no hash': { path: [leaf.slice(4), second, ...rest] },
    'another first line': { first: 'c2sp.org/tlog-proof@v2' },
    'no entry': { extra: '' },
    'an empty extra line': { extra: {} },
    'another version': { extra: { ...extra, v: 2 } },
    'member names in capitals': { extra: { V: 1, Entry: extra.entry } },
    'an extra line in another spelling': { extra: `${base64(extra)}=` },
    'an extra line with something after it': { extra: base64(extra).replace(/=*$/, '!') },
    'an entry in another spelling': { extra: { ...extra, entry: `${extra.entry}\n` } },
    'an entry that is a list': { extra: { ...extra, entry: [extra.entry] } },
    'a checkpoint of another tree': { checkpoint: note(three) },
    'a missing quorum': { checkpoint: note(unseen) },
    'a checkpoint that the log did not sign': { checkpoint: note(unsigned) },
    'a truncated file': { checkpoint: checkpoint.slice(0, -20) },
    'no last line break': { checkpoint: checkpoint.slice(0, -1) },
    'extra bytes at the end': { checkpoint: `${checkpoint}\0` },
    'an extra line at the end': { checkpoint: `${checkpoint}\n` },
    'another size': { checkpoint: checkpoint.replace('\n513\n', '\n514\n') },
    'no checkpoint': { checkpoint: '' },
  }
}

/** Changes of what the file says of a batch. */
function batches({ batch }: Ground): Record<string, unknown> {
  const { path, salt, payload } = batch
  const [leaf = '', ...rest] = path
  const changed = (change: object) => ({ ...batch, ...change })
  return {
    'a wrong payload': changed({ payload: PAYLOADS[2] }),
    'a payload with a member more': changed({ payload: { ...payload, more: 1 } }),
    'no payload': changed({ payload: undefined }),
    'a payload that is null': changed({ payload: null }),
    'a payload with a fraction': changed({ payload: 1.5 }),
    'a wrong salt': changed({ salt: hashText(Buffer.alloc(32, 99)) }),
    'a short salt': changed({ salt: Buffer.alloc(31, 4).toString('base64') }),
    'a salt in another spelling': changed({ salt: loose(salt) }),
    'no salt': changed({ salt: undefined }),
    'a wrong index in the batch': changed({ index: 2 }),
    'an index outside of the batch': changed({ index: 5 }),
    'an index below zero': changed({ index: -1 }),
    'an index that is a text': changed({ index: '3' }),
    'a fraction of an index': changed({ index: 3.5 }),
    'a larger batch': changed({ size: 6 }),
    'a smaller batch': changed({ size: 4 }),
    'a batch of nobody': changed({ size: 0 }),
    'the same path at another place': { ...batchOf(4), index: 1, size: 2 },
    'a flipped hash': changed({ path: [flipped(leaf), ...rest] }),
    'a hash of the batch too few': changed({ path: rest }),
    'a hash of the batch too many': changed({ path: [...path, leaf] }),
    'a hash of the batch in another spelling': changed({ path: [loose(leaf), ...rest] }),
    'a path that is a text': changed({ path: leaf }),
    'a path of lists': changed({ path: path.map((hash) => [hash]) }),
    'no path': changed({ path: undefined }),
    'a batch that is null': null,
    'a batch that is a list': [],
    'a batch that is a text': 'batch',
  }
}

const written = (name: string, text: string) => {
  const file = join(folder, `${name}.tlog-proof`)
  writeFileSync(file, text)
  return { name, file }
}

/** Proof files that hold, and those that do not. */
export async function proofFiles() {
  const from = await ground()
  const { good, extra, batch } = from
  const withBatch = (one: unknown) => fileText({ ...good, extra: { ...extra, batch: one } })
  const members = [0, 1, 2, 3, 4].map((n) => written(`member ${n}`, withBatch(batchOf(n))))
  const unordered = {
    ...batch,
    payload: Object.fromEntries(Object.entries(batch.payload ?? {}).toReversed()),
  }
  const other = { ...good, index: 5 }
  return {
    good: [
      ...members,
      written('plain', fileText(good)),
      written('a payload in another order of its members', withBatch(unordered)),
      written('more members', fileText({ ...good, extra: { ...extra, later: { a: 1 } } })),
    ],
    forged: [
      ...Object.entries(frames(from)).map(([name, change]) =>
        written(name, fileText({ ...good, ...change })),
      ),
      ...Object.entries(batches(from)).map(([name, one]) => written(name, withBatch(one))),
      written('a batch of an entry that has none', await elsewhere(other, batch)),
    ],
  }
}

/** The batch proof is right, the entry is in the log, but it is another entry. */
async function elsewhere(good: Parts, batch: unknown): Promise<string> {
  const path = texts(await readInclusion(reader(join(folder, 'proved')), 5, 513))
  const entry = Buffer.from(entryOf(5)).toString('base64')
  return fileText({ ...good, path, extra: { v: 1, entry, batch } })
}
