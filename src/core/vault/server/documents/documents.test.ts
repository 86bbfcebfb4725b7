import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { documentKept, documentKeptAbout } from '../../field.ts'
import { purpose } from '../../purpose.ts'
import { nextBatch, now, openTrial, ownContact, system, type Trial } from '../../testing.ts'
import { personOf, refFor } from '../persons.ts'
import { placeIn } from './keys.ts'
import { pieceName } from './put.ts'
import { openRoom } from '../main.ts'
import { unsealBytes } from '../seal.ts'

const own = purpose({
  ...ownContact,
  id: 'documents.own',
  fields: [documentKept, documentKeptAbout],
  retention: { class: 'documents', until: 'account.closed' },
})
const shared = purpose({
  ...own,
  id: 'documents.shared',
  scope: 'case',
  actors: ['system'],
  basis: { gdpr: '6(1)(a)', law: 'GDPR art. 7' },
})

let vault: Trial
before(async () => {
  vault = await openTrial()
  await vault.publish('documents', [own, shared])
})
after(() => vault.close())

/** Somebody as `documents` and as the folder know them. */
async function somebody() {
  const known = await vault.someone(`R-${nextBatch()}`)
  const ref = await vault.db.transact(async (tx) =>
    refFor(tx, vault.room, 'documents', await personOf(tx, 'reports', known)),
  )
  return { ref, folder: await vault.inFolder(known) }
}

const ask = (op: string, input: object) => vault.ask('documents', `documents.${op}`, input)

async function waiting(pieces: readonly string[]): Promise<string> {
  const document: string = await ask('begin', { batch: nextBatch(), at: now })
  for (const [number, piece] of pieces.entries()) {
    const bytes = Buffer.from(piece).toString('base64')
    await ask('add', { document, number, last: number === pieces.length - 1, bytes })
  }
  const sha256 = createHash('sha256').update(pieces.join('')).digest('hex')
  const facts = { name: 'lease.pdf', type: 'application/pdf', sha256 }
  await ask('finish', { document, facts })
  return document
}

async function kept(ref: string, pieces: readonly string[]): Promise<string> {
  const document = await waiting(pieces)
  const batch = nextBatch()
  const facts = { title: 'My lease' }
  await ask('claim', { batch, ref, document, field: 'document.kept', facts, at: now })
  await vault.ask('documents', 'confirm', { batch })
  return document
}

const self = (ref: string) => ({ ...system, kind: 'self', ref })
const reading = (ref: string, fields: string[], more: object = {}) => ({
  purpose: own.id,
  version: 1,
  ref,
  fields,
  actor: self(ref),
  at: now,
  ...more,
})

async function opened(ref: string, document: string) {
  return (await ask('open', { ...reading(ref, ['document.kept']), document })) as {
    access: string
    chunks: number
  }
}

async function read(ref: string, document: string): Promise<string> {
  const { access, chunks } = await opened(ref, document)
  const parts: string[] = []
  for (let number = 0; number < chunks; number += 1) {
    const piece: string = await ask('piece', { access, document, number })
    parts.push(Buffer.from(piece, 'base64').toString())
  }
  return parts.join('')
}

const Piece = z.object({ iv: z.instanceof(Uint8Array), ciphertext: z.instanceof(Uint8Array) })
const piecesIn = (document: string) =>
  vault.db.look((tx) =>
    tx.many(
      sql`select iv, ciphertext from vault.document_piece where document = ${document}
        order by number`,
      Piece,
    ),
  )
const change = (statement: ReturnType<typeof sql>) => vault.db.transact((tx) => tx.run(statement))

test('a document comes back as it came, and each reading is written down before its bytes leave', async () => {
  const { ref, folder } = await somebody()
  const document = await kept(ref, ['one ', 'two ', 'three'])
  assert.equal(await read(ref, document), 'one two three')
  const [seen] = await vault.ask('folder', 'accesses', { ref: folder, limit: 1 })
  assert.deepEqual([seen.purpose, seen.fields], [own.id, ['document.kept']])
  const { facts: said, notes } = await ask('open', {
    ...reading(ref, ['document.kept']),
    document,
  })
  assert.deepEqual(Object.keys(said).toSorted(), ['name', 'sha256', 'type'])
  assert.deepEqual(notes, {}, 'the file alone says nothing of what she calls it')
  const list = await ask('list', reading(ref, ['document.kept-about']))
  assert.deepEqual(list.map((one: { facts: object }) => one.facts)[0].title, 'My lease')
  const raw = JSON.stringify(await piecesIn(document))
  assert.ok(!raw.includes(Buffer.from('three').toString('base64')))
})

test('pieces come in one by one: none is left out, sent twice or added after the last', async () => {
  const document: string = await ask('begin', { batch: nextBatch(), at: now })
  const bytes = Buffer.from('a piece').toString('base64')
  const add = (number: number, last = false) => ask('add', { document, number, last, bytes })
  await assert.rejects(add(1), /batch-settled/)
  await add(0)
  for (const number of [0, 2]) await assert.rejects(add(number), /batch-settled/)
  await add(1, true)
  await assert.rejects(add(2), /batch-settled/)
})

test("nobody opens what is somebody else's, nor fetches it with an access of their own", async () => {
  const [amina, eva] = [await somebody(), await somebody()]
  const [hers, own] = [await kept(amina.ref, ['hers']), await kept(eva.ref, ['mine'])]
  await assert.rejects(opened(eva.ref, hers), /no-such-document/)
  const { access } = await opened(eva.ref, own)
  await assert.rejects(ask('piece', { access, document: hers, number: 0 }), /no-such-document/)
  await assert.rejects(
    vault.ask('reports', 'documents.list', reading(amina.ref, [])),
    /foreign-line/,
  )
  const foreign = { ref: eva.ref, document: hers, at: now }
  await assert.rejects(ask('forget', foreign), /no-such-document/)
  const claim = { batch: nextBatch(), ref: eva.ref, field: 'document.kept', facts: {}, at: now }
  await assert.rejects(ask('claim', { ...claim, document: hers }), /no-such-document/)
})

test('pieces that are swapped, moved to another document or cut off do not open', async () => {
  const { ref } = await somebody()
  const first = await kept(ref, ['a1', 'a2', 'a3'])
  const second = await kept(ref, ['b1', 'b2', 'b3'])
  await change(sql`update vault.document_piece c set iv = o.iv, ciphertext = o.ciphertext
    from vault.document_piece o where c.document = ${first} and c.number = 0
      and o.document = ${second} and o.number = 0`)
  await assert.rejects(read(ref, first), /authenticate/)
  const third = await kept(ref, ['c1', 'c2', 'c3'])
  await change(sql`update vault.document_piece set number = number + 10 where document = ${third}`)
  await change(sql`update vault.document_piece set number = 11 - number where document = ${third}
    and number < 12`)
  await change(sql`update vault.document_piece set number = 2 where document = ${third}
    and number = 12`)
  await assert.rejects(read(ref, third), /authenticate/)
  const cut = await kept(ref, ['d1', 'd2'])
  await change(sql`delete from vault.document_piece where document = ${cut} and number = 1`)
  await change(sql`update vault.document set chunks = 1 where document = ${cut}`)
  await assert.rejects(read(ref, cut), /authenticate/)
})

test('what the city did not commit was never here, and what nobody claims is swept away', async () => {
  const { ref } = await somebody()
  const document = await waiting(['never'])
  const batch = nextBatch()
  const claim = { ref, document, field: 'document.kept', facts: {}, at: now }
  await ask('claim', { ...claim, batch })
  assert.equal(await ask('has', { ref, document }), null, 'not before the city committed')
  const again = nextBatch()
  await ask('claim', { ...claim, batch: again })
  await vault.ask('documents', 'discard', { batch })
  assert.equal((await piecesIn(document)).length, 1, 'an attempt that is repeated keeps it')
  await vault.ask('documents', 'discard', { batch: again })
  assert.deepEqual(await piecesIn(document), [])
  const half: string = await ask('begin', { batch: 'half', at: now })
  await ask('add', { document: half, number: 0, last: false, bytes: 'AAAA' })
  await assert.rejects(ask('finish', { document: half, facts: {} }), /batch-settled/)
  assert.ok((await vault.ask('documents', 'unconfirmed', { olderThan: 0 })).includes('half'))
  await vault.ask('documents', 'discard', { batch: 'half' })
  assert.deepEqual(await piecesIn(half), [])
  const keys = await vault.db.look((tx) =>
    tx.many(sql`select document from keys.document where document = ${half}`, z.unknown()),
  )
  assert.deepEqual(keys, [])
})

test('once her documents are erased a copy of the ciphertext is noise, and a restored one is erased again', async () => {
  const { ref, folder } = await somebody()
  const [single, rest] = [await kept(ref, ['single']), await kept(ref, ['rest'])]
  const copy = await piecesIn(rest)
  await ask('forget', { ref, document: single, at: now })
  await assert.rejects(opened(ref, single), /no-such-document/)
  assert.equal(await read(ref, rest), 'rest')
  const asked = { ref: folder, classes: ['documents'], at: now }
  const { classes } = await vault.ask('folder', 'erase', asked)
  assert.deepEqual(classes, [{ class: 'documents', outcome: 'erased' }])
  assert.deepEqual(await ask('gone', { documents: [single, rest] }), [single, rest])
  const left = await vault.db.look((tx) =>
    tx.many(sql`select 1 as one from keys.document where document = ${rest}`, z.unknown()),
  )
  assert.deepEqual(left, [], 'no key of it is left')
  const [piece] = copy
  assert.ok(piece)
  const other = Buffer.alloc(32)
  assert.throws(() => unsealBytes(other, placeIn(rest, pieceName(0, true)), piece))
  const erasures = await vault.ask('folder', 'erasures', { ref: folder })
  assert.ok(erasures.some((one: { class: string }) => one.class === `document:${single}`))
  await change(sql`insert into vault.document (document, person, module, field, class, since)
    select ${single}, person, 'documents', 'document.kept', 'documents', ${now}
    from vault.ref where module = 'documents' and ref = ${ref}`)
  await change(sql`delete from vault.erasure where class = ${`document:${single}`}`)
  await openRoom(vault.db, { keys: vault.keys }, vault.log as never)
  assert.deepEqual(await ask('gone', { documents: [single] }), [single])
})

test('a link reads only while the person lets it, and never keeps a class from being erased', async () => {
  const { ref, folder } = await somebody()
  const document = await kept(ref, ['shared'])
  const bearer = { purpose: shared.id, actor: system, case: 'share-1' }
  const open = () => ask('open', { ...reading(ref, ['document.kept'], bearer), document })
  await assert.rejects(open(), /no-grant/)
  const batch = nextBatch()
  await vault.ask('documents', 'grant', {
    batch,
    ref,
    purpose: shared.id,
    case: 'share-1',
    at: now,
  })
  await vault.ask('documents', 'confirm', { batch })
  assert.equal((await open()).document, document)
  const standing = await vault.ask('folder', 'standing', { ref: folder })
  const mine = standing.find((one: { class: string }) => one.class === 'documents')
  assert.deepEqual(mine, { class: 'documents', held: false, needed: false })
  await vault.ask('documents', 'revoke', { ref, case: 'share-1', at: now })
  await assert.rejects(open(), /no-grant/)
  const seen = await vault.ask('folder', 'accesses', { ref: folder, limit: 10 })
  assert.equal(seen.filter((one: { outcome: string }) => one.outcome === 'denied').length, 2)
})

test('whoever takes everything along gets every document, a portion after the other, and under an export alone', async () => {
  const { ref, folder } = await somebody()
  const mine: string[] = []
  for (const text of ['one', 'two', 'three', 'four', 'five']) mine.push(await kept(ref, [text]))
  const asked = { ref: folder, freshAt: now, at: now }
  const { access } = await vault.ask('folder', 'export', asked)
  const take = async (more: object): Promise<string[]> => {
    const found = await vault.ask('folder', 'documents.exported', { ref: folder, access, ...more })
    return found.map((one: { document: string }) => one.document)
  }
  const first = await take({ limit: 2 })
  const second = await take({ limit: 2, after: first.at(-1) })
  const rest = await take({ limit: 2, after: second.at(-1) })
  assert.deepEqual([...first, ...second, ...rest], mine.toSorted())
  assert.deepEqual(rest.length, 1)
  const { access: looked } = await opened(ref, mine[0] ?? '')
  assert.deepEqual(await take({ limit: 2, access: looked }), [], 'one reading opens one document')
})
