/** Everything of a person as files, packed while they are sent (GDPR art. 15(3), 20(1)): none is whole in memory. */
import type { CityFacts } from '#core/actions'
import { safeName } from '#core/files'
import { type Packing, zipLength, zipStream } from '#core/kernel'
import type { Folder, StreamLook } from '#core/pages'
import type { Say } from '#core/text'
import { type Access, type Export, type OpenedDocument, reveal } from '#core/vault'
import { inUnit, sentence } from '../naming.ts'
import { type Along, alongOf, filesAlong } from './along.ts'
import { readable } from './readable.ts'
import { csvLines } from './tables.ts'

/** Accesses that are asked for at a time, and the newest for which proofs are packed. */
const ROWS = 500
const PROOFS = 500

/** Terms of the Data Privacy Vocabulary, as the declarations write them. */
const CONTEXT = { dpv: 'https://w3id.org/dpv#', pd: 'https://w3id.org/dpv/pd#' }

/** A document with the name of its file in the archive. */
export interface PackedDocument {
  readonly file: string
  readonly opened: OpenedDocument<'folder.export'>
  /** What is said of it, in the clear: for its person alone. */
  readonly facts: Readonly<Record<string, string>>
}

/** Everything the vault has of a person. Accesses come a portion at a time, as often as they are asked for. */
export interface Everything {
  readonly taken: Export
  accesses(): AsyncIterable<readonly Access[]>
  readonly documents: readonly PackedDocument[]
  /** Accesses of which the archive has a proof file. */
  readonly proved: ReadonlySet<string>
  readonly along: Along
  readonly city: CityFacts
  readonly now: string
  readonly language: string
}

type Asked = Pick<Everything, 'city' | 'now' | 'language'>

/** Newest first, and none that came after the archive was asked for. */
async function* accessesOf(folder: Folder, { city, now, language }: Asked) {
  const until = new Date(Date.parse(now) + 1).toISOString()
  let before: string | undefined
  for (;;) {
    const found = await folder.accesses({ limit: ROWS, until, ...(before ? { before } : {}) })
    if (found.length > 0) yield found.map((one) => inUnit(one, city, language))
    before = found.at(-1)?.id
    if (found.length < ROWS || before === undefined) return
  }
}

/** Proofs of the newest accesses, as far as they stand on the public record. */
async function proofsOf(folder: Folder, { erasures }: Export): Promise<Map<string, string>> {
  const proofs = new Map<string, string>()
  if (erasures.some((one) => one.class === 'access')) return proofs
  for (const { id } of await folder.accesses({ limit: PROOFS })) {
    const file = await folder.proof(id)
    if (file !== undefined) proofs.set(id, file)
  }
  return proofs
}

/** Two documents of one name lie in folders of their own. */
function packed(opened: OpenedDocument<'folder.export'>): PackedDocument {
  const open = Object.entries(opened.facts).map(([name, text]) => [name, reveal(text, 'self-view')])
  const facts = Object.fromEntries(open) as Record<string, string>
  const name = safeName(facts['name'] ?? 'document')
  return { file: `documents/${opened.document}/${name}`, opened, facts }
}

/** Asks the vault for everything; the reading itself is among the accesses. */
export async function gather(look: StreamLook<unknown>) {
  const { folder, city, now, say } = look
  const of = { city, now, language: say.language }
  const taken = await folder.export()
  const documents = (await folder.documents(taken.access)).map(packed)
  const proofs = await proofsOf(folder, taken)
  const accesses = () => accessesOf(folder, of)
  const along = await alongOf(look, taken)
  const proved = new Set(proofs.keys())
  const all: Everything = { ...of, taken, documents, accesses, proved, along }
  return { all, proofs }
}

/** A document as programs read of it. */
function jsonDocument({ file, opened, facts }: PackedDocument) {
  const { document, field, bytes, since, notes } = opened
  const noted = Object.entries(notes).map(([id, text]) => ({ id, text: reveal(text, 'self-view') }))
  return { '@type': 'pd:Document', document, field, bytes, since, file, ...facts, notes: noted }
}

/** For programs: JSON-LD 1.1 with the terms of the vocabulary as types. */
async function* jsonOf(all: Everything, say: Say): AsyncGenerator<string> {
  const { taken, documents, along, city, now } = all
  const { values, ...rest } = taken
  const known = {
    '@context': CONTEXT,
    city: city.name,
    url: city.url,
    taken: now,
    values: values.map(({ value, pd, ...one }) => ({
      '@type': pd,
      ...one,
      value: reveal(value, 'self-view'),
    })),
    ...rest,
    acted: along.acted,
    requests: along.requests,
    breaches: rest.breaches.map((one) => ({ ...one, letter: along.letters.get(one.breach) })),
    documents: documents.map(jsonDocument),
  }
  yield `${JSON.stringify(known, null, 2).slice(0, -2)},\n  "accesses": [`
  let first = true
  for await (const rows of all.accesses()) {
    const told = rows.map((one) => ({ ...one, sentence: sentence(one, say, taken.mandates) }))
    const lines = told.map((one) => JSON.stringify(one))
    yield `${first ? '' : ','}\n    ${lines.join(',\n    ')}`
    first = false
  }
  yield '\n  ]\n}\n'
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text)
}

async function* once(text: string) {
  yield Buffer.from(text)
}

type Gathered = Awaited<ReturnType<typeof gather>>
type Speaking = Pick<StreamLook<unknown>, 'say' | 'tools'>

/** The files, one after the other. What is signed is signed once, however often the files are asked for. */
function* filesOf({ all, proofs }: Gathered, { say, tools }: Speaking): Generator<Packing> {
  yield { name: 'index.html', parts: () => bytesOf(readable(all, say)) }
  yield { name: 'folder.json', parts: () => bytesOf(jsonOf(all, say)) }
  yield { name: 'accesses.csv', parts: () => bytesOf(csvLines(all.accesses(), say)) }
  for (const { name, text } of filesAlong(all, all.along, tools)) {
    yield { name, parts: () => once(text) }
  }
  for (const [id, text] of proofs) {
    yield { name: `proofs/access-${id}.tlog-proof`, parts: () => once(text) }
  }
  for (const { file, opened } of all.documents) {
    yield { name: file, bytes: opened.bytes, parts: () => opened.bytesOf() }
  }
}

/**
 * One archive with everything: for reading, for programs, for spreadsheets, and to prove it. Says how long it will
 * be; should something vanish on the way, it is broken off and never shorter.
 */
export async function archiveOf(gathered: Gathered, speaking: Speaking) {
  const files = [...filesOf(gathered, speaking)]
  const bytes = await zipLength(files)
  return { bytes, parts: zipStream(files, gathered.all.now.slice(0, 10)) }
}
