import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  emptyRoot,
  entriesIn,
  hashesIn,
  isConsistent,
  isIncluded,
  leafHash,
  readConsistency,
  readEdge,
  readEntryAt,
  readInclusion,
  readRoot,
  rootAt,
  rootOf,
  tileAt,
  tilePath,
  treeAt,
} from './index.ts'
import { entriesTo, entryNumber, logOf, TrialLog } from './trial.ts'

const SIZES = [1, 2, 3, 255, 256, 257, 511, 512, 513]
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('the tree of known entries has the root that everybody computes for them', () => {
  assert.equal(hex(emptyRoot), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(
    hex(leafHash(new Uint8Array())),
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
  // The eight entries of RFC 6962 and RFC 9162 test vectors.
  const hexes = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']
  const last = '606162636465666768696a6b6c6d6e6f'
  const leaves = [...hexes, last].map((one) => leafHash(Buffer.from(one, 'hex')))
  assert.equal(
    hex(rootOf(leaves)),
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  )
})

test('a log that grew entry by entry has the same root as one that was made at once, at every edge of its tiles', async () => {
  for (const size of SIZES) {
    const log = logOf(size)
    assert.equal(hex(rootAt(log.edge)), hex(rootOf(log.leaves)), `size ${size}`)
    assert.equal(hex(await readRoot(log.read, size)), hex(rootOf(log.leaves)), `size ${size}`)
    assert.deepEqual(hex(rootAt(await readEdge(log.read, size))), hex(rootAt(log.edge)))
  }
})

test('each entry is proved to be in the log, and no other entry, place, root or path is', async () => {
  for (const size of SIZES) {
    const log = logOf(size)
    const tree = treeAt(log.edge)
    for (const index of new Set([0, 1, size >> 1, size - 2, size - 1])) {
      if (index < 0 || index >= size) continue
      const path = await readInclusion(log.read, index, size)
      const leaf = leafHash(entryNumber(index))
      assert.ok(isIncluded(leaf, index, tree, path), `${index} of ${size}`)
      assert.deepEqual(await readEntryAt(log.read, index, size), entryNumber(index))
      assert.ok(!isIncluded(leafHash(Buffer.from('forged')), index, tree, path))
      assert.ok(!isIncluded(leaf, index, { size, root: emptyRoot }, path))
      assert.ok(!isIncluded(leaf, index, tree, [...path, emptyRoot]))
      assert.ok(!isIncluded(leaf, size, tree, path))
      if (size > 1) {
        assert.ok(!isIncluded(leaf, index === 0 ? 1 : index - 1, tree, path))
        assert.ok(!isIncluded(leaf, index, tree, path.slice(1)))
        assert.ok(!isIncluded(leaf, index, tree, [emptyRoot, ...path.slice(1)]))
      }
    }
  }
})

test('a proof is made from a few tiles, each read once', async () => {
  const log = logOf(513)
  const asked: string[] = []
  const read = (path: string) => {
    asked.push(path)
    return log.read(path)
  }
  assert.equal((await readInclusion(read, 300, 513)).length, 10)
  assert.deepEqual(asked.toSorted(), ['tile/0/001', 'tile/0/002.p/1', 'tile/1/000.p/2'])
})

test('a log is proved to have only grown; one that changed its past is not', async () => {
  for (const size of SIZES) {
    const log = logOf(size)
    const forged = new TrialLog().append([Buffer.from('forged'), ...entriesTo(size, 1)])
    for (const old of SIZES.filter((other) => other <= size)) {
      const before = treeAt(logOf(old).edge)
      const proof = await readConsistency(log.read, old, size)
      assert.ok(isConsistent(before, treeAt(log.edge), proof), `${old} to ${size}`)
      assert.ok(!isConsistent(before, treeAt(forged.edge), proof))
      const other = await readConsistency(forged.read, old, size)
      assert.ok(!isConsistent(before, treeAt(forged.edge), other), `fork ${old} to ${size}`)
      assert.ok(!isConsistent(treeAt(log.edge), { ...before, size: old - 1 }, proof))
    }
  }
})

test('whatever is appended in whatever portions, every proof that was ever given out stays true', async () => {
  const portions = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(portions, fc.nat(), async (sizes, seed) => {
      const log = new TrialLog()
      const heads = []
      for (const count of sizes) {
        log.append(entriesTo(log.edge.size + count, log.edge.size))
        const index = seed % log.edge.size
        const path = await readInclusion(log.read, index, log.edge.size)
        heads.push({ tree: treeAt(log.edge), index, path })
      }
      const now = treeAt(log.edge)
      for (const { tree, index, path } of heads) {
        assert.ok(isIncluded(leafHash(entryNumber(index)), index, tree, path))
        assert.ok(isConsistent(tree, now, await readConsistency(log.read, tree.size, now.size)))
      }
    }),
    { numRuns: 25 },
  )
})

test('a log that was closed and opened again at any size goes on as if nothing had happened', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }))
  await fc.assert(
    fc.asyncProperty(sizes, async ([first, second]) => {
      const log = logOf(first)
      log.edge = await readEdge(log.read, first)
      log.append(entriesTo(first + second, first))
      assert.equal(hex(rootAt(log.edge)), hex(rootOf(log.leaves)))
    }),
    { numRuns: 20 },
  )
})

test('files of the log have one name each, as the specification writes it', () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067')
  assert.equal(tilePath({ level: 'entries', index: 5, width: 17 }), 'tile/entries/005.p/17')
  for (const path of ['tile/0/x001/x234/067', 'tile/63/000.p/1', 'tile/entries/005.p/255']) {
    const name = tileAt(path)
    assert.ok(name)
    assert.equal(tilePath(name), path)
  }
  for (const path of [
    'tile/64/000',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/1',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/01',
    'tile/0/../000',
    'tile/data/000',
  ]) {
    assert.equal(tileAt(path), undefined, path)
  }
})

test('a bundle or a tile that was cut off is noticed', () => {
  const bundle = logOf(3).files.get('tile/entries/000.p/3') ?? Buffer.alloc(0)
  assert.equal(entriesIn(bundle)?.length, 3)
  assert.equal(entriesIn(bundle.subarray(0, -1)), undefined)
  assert.equal(entriesIn(Uint8Array.of(0)), undefined)
  assert.equal(hashesIn(Buffer.alloc(63), 1), undefined)
  assert.equal(hashesIn(Buffer.alloc(32), 2), undefined)
})
