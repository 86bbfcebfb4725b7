/**
 * Facts that other implementations publish. The tree: test vectors of Certificate Transparency (RFC
 * 6962, used by every log since). Notes and keys: the examples of C2SP (c2sp.org, commit 5ba5ee8) and
 * sum.golang.org as github.com/FiloSottile/torchwood (ISC, commit 341dc2f) has it in its tests, with the
 * requests it sends to a witness; keys of witnesses: github.com/transparency-dev/formats (Apache-2.0,
 * commit 0b850f1).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addCheckpoint,
  checkNote,
  checkpointFrom,
  emptyEdge,
  grown,
  isConsistent,
  isIncluded,
  judge,
  keyText,
  leafHash,
  lineFrom,
  noteFrom,
  parseKey,
  parsePolicy,
  rootOf,
  type SignerKey,
  type Witnessed,
} from './index.ts'
import { ed25519, entriesTo, logOf, ORIGIN } from './trial.ts'

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex')
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].concat(
  '606162636465666768696a6b6c6d6e6f',
)
const LEAVES = ENTRIES.map((entry) => leafHash(hex(entry)))
/** Roots of the first one, two, three … of them. */
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const A = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'
const B = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'
const C = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'
const D = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'
const E = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'
const F = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'
const treeOf = (size: number) => ({ size, root: hex(ROOTS[size - 1] ?? '') })

test('trees, paths and proofs are those of Certificate Transparency', () => {
  for (const [n, root] of ROOTS.entries()) {
    assert.equal(Buffer.from(rootOf(LEAVES.slice(0, n + 1))).toString('hex'), root)
  }
  for (const [index, size, path] of [
    [0, 1, []],
    [0, 8, [A, B, C]],
    [5, 8, [D, E, ROOTS[3]]],
    [2, 3, [ROOTS[1]]],
    [1, 5, [ROOTS[0], B, D]],
  ] as const) {
    const hashes = path.map((one) => hex(one ?? ''))
    assert.ok(isIncluded(LEAVES[index] ?? hex(''), index, treeOf(size), hashes), `${index}/${size}`)
  }
  for (const [old, size, proof] of [
    [1, 1, []],
    [1, 8, [A, B, C]],
    [6, 8, [F, E, ROOTS[3]]],
    [2, 5, [B, D]],
  ] as const) {
    const hashes = proof.map((one) => hex(one ?? ''))
    assert.ok(isConsistent(treeOf(old), treeOf(size), hashes), `${old} to ${size}`)
  }
})

test('a tree of seventy thousand has the tiles that the specification counts', () => {
  const counted = (size: number) => {
    const { files } = grown(emptyEdge, entriesTo(size))
    const names = files.map(({ path }) => path).filter((path) => !path.startsWith('tile/entries'))
    const full = (level: number) =>
      names.filter((path) => path.startsWith(`tile/${level}/`) && !path.includes('.p/')).length
    return {
      full: [full(0), full(1), full(2)],
      partial: names.filter((path) => path.includes('.p/')),
    }
  }
  assert.deepEqual(counted(70_000), {
    full: [273, 1, 0],
    partial: ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'],
  })
  assert.deepEqual(counted(256), { full: [1, 0, 0], partial: ['tile/1/000.p/1'] })
})

test('the checkpoint of the checksum database of Go verifies with its key', () => {
  const key = parseKey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')
  const note = noteFrom(
    'go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n\u2014 sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n',
  )
  assert.ok(note)
  assert.equal(checkNote(note, [key])?.length, 1)
  assert.equal(checkpointFrom(note.text)?.size, 35_225_469)
  // Its key is not named like its origin: a policy asks for that (C2SP tlog-policy).
  const policy = parsePolicy(`log ${keyText(key)}\nquorum none\n`)
  assert.throws(() => judge(note, policy), /knows no log go.sum database tree/)
})

test('a key for cosignatures that others made is read, and what they refuse is refused', () => {
  const remora = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'
  assert.equal(parseKey(remora).type, 4)
  assert.equal(keyText(parseKey(remora)), remora)
  for (const wrong of [
    'bananas.sigstore.dev+12344556',
    'rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!',
    'rekor.sigstore.dev+12345678+AwEB',
    remora.replace('da77ade7', '00000000'),
    remora.replace('da77ade7', 'DA77ADE7'),
  ]) {
    assert.throws(() => parseKey(wrong), /verifier key/)
  }
})

test('the cosignature in the specification says when it was made', () => {
  const line = lineFrom(
    '\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
  )
  assert.ok(line)
  assert.equal(Buffer.from(line.signature).readBigUInt64BE(0), 1_679_315_147n)
  assert.equal(line.signature.length, 8 + 64)
})

test('the two groups of the policy in the specification are met as it says', () => {
  const keys = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'].map((name) => ed25519(name, 4))
  const log = ed25519(ORIGIN, 1)
  const lines = keys.map((key) => `witness ${key.name} ${keyText(key)}`)
  const policy = parsePolicy(
    [
      `log ${keyText(log)}`,
      ...lines,
      'group X-witnesses 2 X1 X2 X3',
      'group Y-witnesses any Y1 Y2 Y3',
      'group X-and-Y all X-witnesses Y-witnesses',
      'quorum X-and-Y',
    ].join('\n'),
  )
  for (const [names, enough] of [
    ['X1 X2 Y1', true],
    ['X1 X3 Y3', true],
    ['X1 X2 X3', false],
    ['X1 Y1 Y2 Y3', false],
    ['', false],
  ] as const) {
    const signers = keys.filter(({ name }) => names.split(' ').includes(name))
    const note = noteFrom(logOf(3).checkpoint(log, ...signers))
    assert.equal(note && judge(note, policy).quorum, enough, names)
  }
})

const SIGSUM = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562'
const KEY = Buffer.from('01ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f', 'hex')
const LONG = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
const HEADS = {
  1: `1\nKgA${LONG}\n\n\u2014 ${SIGSUM} UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=\n`,
  3: `3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n\u2014 ${SIGSUM} UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n`,
  5: `5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n\u2014 ${SIGSUM} UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=\n`,
}
const TO_3 = [`KgE${LONG}`, `KgI${LONG}`]
const TO_5 = [
  `KgI${LONG}`,
  `KgM${LONG}`,
  'wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=',
  `KgQ${LONG}`,
]

test('our witness answers the requests of another witness’s tests with the statuses of the protocol', async () => {
  let known: Witnessed | undefined
  const memory = {
    read: () => Promise.resolve(known),
    replace: (_: string, old: Witnessed | undefined, now: Witnessed) => {
      const same = old === known
      if (same) known = now
      return Promise.resolve(same)
    },
    accuse: () => Promise.resolve(),
    accusations: () => Promise.resolve([]),
  }
  const vkey = `${SIGSUM}+5202289b+${KEY.toString('base64')}`
  const key: SignerKey = ed25519('example.com/witness', 4)
  const of = { key, logs: [parseKey(vkey)], memory, clock: () => '2026-03-02T12:00:00Z' }
  const ask = (old: number, proof: readonly string[], head: string, origin = SIGSUM) =>
    addCheckpoint(of, [`old ${old}`, ...proof, '', `${origin}\n${head}`].join('\n'))
  const other = SIGSUM.replace(/2$/, '3')
  const forged = HEADS[3].replace('6go=', '6gw=')
  const wrong = [TO_3[0] ?? '', `KgI${LONG.replace('AAA=', 'ABA=')}`]
  for (const [why, status, answer] of [
    ['the first checkpoint', 200, () => ask(0, [], HEADS[1])],
    ['a wrong signature', 403, () => ask(1, TO_3, forged)],
    ['an unknown log', 404, () => ask(1, TO_3, HEADS[3].replaceAll(SIGSUM, other), other)],
    ['no proof', 422, () => ask(1, [], HEADS[3])],
    ['a wrong proof', 422, () => ask(1, wrong, HEADS[3])],
  ] as const) {
    assert.equal((await answer()).status, status, why)
  }
  assert.equal((await ask(1, TO_3, HEADS[3])).status, 200)
  const behind = await ask(1, TO_5, HEADS[5])
  assert.deepEqual([behind.status, behind.body, behind.type], [409, '3\n', 'text/x.tlog.size'])
  assert.equal((await ask(3, TO_5, HEADS[5])).status, 200)
  assert.equal((await ask(0, [], HEADS[5])).body, '5\n')
  assert.equal(known?.size, 5)
})
