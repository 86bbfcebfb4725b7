/** The verifier of browsers is a second one: on the same logs it says what the first one says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyText, parsePolicy, verifyLog } from '#core/record/log'
import { lampEntry, newKey, TestLog } from '#test/log'
import fc from 'fast-check'
import { alone } from './crew.ts'
import { Fault } from './fault.ts'
import { policyFrom } from './policy.ts'
import { checkWhole, seenBefore, type Whole } from './whole.ts'

type Files = ReadonlyMap<string, Uint8Array>

const readerOf = (files: Files) => (path: string) => {
  const found = files.get(path)
  return Promise.resolve(found && new Uint8Array(found))
}

interface Asked {
  readonly files: Files
  readonly policy: string
  readonly since?: string
}

async function browser({ files, policy, since = '' }: Asked): Promise<Whole> {
  const known = await policyFrom(policy)
  return checkWhole({
    read: readerOf(files),
    policy: known,
    since: await seenBefore(since, known),
    crew: alone,
    signal: new AbortController().signal,
    progress: () => undefined,
  })
}

const code = (failure: unknown) => (failure instanceof Fault ? failure.code : String(failure))
const faultOf = (of: Asked) => browser(of).then(() => 'holds', code)
const copy = (log: TestLog) => new Map(log.files)
const edit = (files: Map<string, Uint8Array>, path: string, change: (bytes: Buffer) => Buffer) =>
  files.set(path, change(Buffer.from(files.get(path) ?? [])))

const flipped = (at: number) => (bytes: Buffer) => {
  bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1
  return bytes
}

test('a log holds at every size at which its tree takes another form', async () => {
  for (const size of [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 65_536, 65_793]) {
    const log = new TestLog(size)
    const found = await browser({ files: log.files, policy: log.policy() })
    assert.equal(found.checkpoint.size, size)
    assert.equal(
      [...found.kinds.values()].reduce((sum, n) => sum + n, 0),
      size,
    )
    assert.deepEqual([found.cosigned.length, found.enough, found.unchecked], [2, true, []])
  }
})

test('each forgery is found out, and named for what it is', async () => {
  const log = new TestLog(600)
  const policy = log.policy()
  const after = async (forge: (files: Map<string, Uint8Array>) => void) => {
    const files = copy(log)
    forge(files)
    return faultOf({ files, policy })
  }
  const swap = (files: Map<string, Uint8Array>, a: string, b: string) => {
    const [one, other] = [files.get(a), files.get(b)]
    if (one && other) files.set(a, other).set(b, one)
  }
  const cut = (bytes: Buffer) => bytes.subarray(0, -5)
  assert.deepEqual(
    await Promise.all([
      after((files) => edit(files, 'tile/entries/001', flipped(40))),
      after((files) => edit(files, 'tile/0/000', flipped(40))),
      after((files) => edit(files, 'tile/1/000.p/2', flipped(40))),
      after((files) => swap(files, 'tile/0/000', 'tile/0/001')),
      after((files) => swap(files, 'tile/entries/000', 'tile/entries/001')),
      after((files) => edit(files, 'tile/entries/002.p/88', cut)),
      after((files) =>
        edit(files, 'tile/entries/002.p/88', (all) => Buffer.concat([all, all.subarray(0, 400)])),
      ),
      after((files) =>
        edit(files, 'tile/entries/001', (all) => Buffer.concat([all, Buffer.from([0, 1, 65])])),
      ),
      after((files) => files.delete('tile/0/001')),
      after((files) =>
        edit(files, 'checkpoint', (b) => Buffer.from(String(b).replace('\n600\n', '\n599\n'))),
      ),
      after((files) => files.delete('checkpoint')),
      after((files) => files.set('checkpoint', Buffer.from('<!doctype html>'))),
    ]),
    [
      'tile',
      'tile',
      'tile',
      'tile',
      'tile',
      'cut-off',
      'cut-off',
      'surplus',
      'missing',
      'log-signature',
      'no-checkpoint',
      'not-checkpoint',
    ],
  )
})

test('a log that signs another root than its entries come to is found out', async () => {
  const [log, other] = [new TestLog(300), new TestLog(300, { entry: (n) => lampEntry(n + 1) })]
  const keys = [log.key, ...log.witnesses]
  const forged = new TestLog(300, { entry: (n) => lampEntry(n + 1), keys })
  const files = copy(log).set('checkpoint', Buffer.from(forged.checkpoint()))
  assert.equal(await faultOf({ files, policy: log.policy() }), 'root')
  assert.equal(await faultOf({ files: other.files, policy: log.policy() }), 'unsigned')
})

test('what was rewritten, cut or belongs to another log is told apart from an older checkpoint', async () => {
  const log = new TestLog(300)
  const since = log.checkpoint()
  const keys = [log.key, ...log.witnesses]
  log.append(400).publish()
  const policy = log.policy()
  assert.equal((await browser({ files: log.files, policy, since })).since, 300)
  const fork = new TestLog(700, { entry: (n) => lampEntry(n === 7 ? 8 : n), keys })
  assert.equal(await faultOf({ files: fork.files, policy, since }), 'rewritten')
  const short = new TestLog(299, { keys })
  assert.equal(await faultOf({ files: short.files, policy, since }), 'shorter')
  assert.equal(await faultOf({ files: log.files, policy, since: 'a letter' }), 'not-before')
})

test('entries that are not written in the one way are refused, though their hashes are right', async () => {
  const good = String(lampEntry(0))
  const odd = [
    good.replace('{"at"', '{ "at"'),
    good.replace('"count":0', '"count":0.5'),
    good.replace('"count":0', '"count":null'),
    good.replace('"v":1', '"v":2'),
    good.replace('"open":true', '"open":true,"open":true'),
    good.replace('Lámpara', 'La\u0301mpara'),
    good.replace('harbour', 'x'.repeat(17_000)),
    '[]',
    'not JSON',
  ]
  for (const text of odd) {
    const log = new TestLog(1, { entry: () => Buffer.from(text) })
    const asked = { files: log.files, policy: log.policy() }
    assert.equal(await faultOf(asked), 'entry', text.slice(0, 60))
    const first = { read: readerOf(log.files), policy: parsePolicy(asked.policy) }
    await assert.rejects(verifyLog(first), text.slice(0, 60))
  }
  const bytes = Buffer.from(good.replace('harbour', 'x~x'))
  bytes[bytes.indexOf('~')] = 0xff
  const log = new TestLog(1, { entry: () => bytes })
  assert.equal(await faultOf({ files: log.files, policy: log.policy() }), 'entry')
})

test('a signature of a kind that this browser cannot check is never counted as good', async () => {
  const [key, quantum] = [newKey('luzarra.example/record', 1), newKey('far.example/witness', 6)]
  const log = new TestLog(3, { keys: [key, newKey('near.example/witness', 4), quantum] })
  const asked = { files: log.files, policy: log.policy() }
  const { importKey } = crypto.subtle
  crypto.subtle.importKey = (...given: unknown[]) =>
    JSON.stringify(given[2]).includes('ML-DSA')
      ? Promise.reject(new DOMException('unknown', 'NotSupportedError'))
      : (Reflect.apply(importKey, crypto.subtle, given) as ReturnType<typeof importKey>)
  try {
    const one = await browser(asked)
    assert.deepEqual([one.cosigned.length, one.enough, one.unchecked], [1, false, ['w1']])
    const only = new TestLog(3, { keys: [newKey('luzarra.example/record', 6)] })
    assert.equal(await faultOf({ files: only.files, policy: only.policy() }), 'unchecked-log')
  } finally {
    crypto.subtle.importKey = importKey
  }
})

test('on any log with any damage both verifiers say the same', async () => {
  const damage = fc.record({
    file: fc.nat(),
    at: fc.nat(),
    hurt: fc.boolean(),
    witnesses: fc.nat(3),
  })
  await fc.assert(
    fc.asyncProperty(fc.nat(800), damage, async (size, { file, at, hurt, witnesses }) => {
      const log = new TestLog(size).publish(witnesses)
      const paths = [...log.files.keys()].filter((path) => path !== 'policy')
      if (hurt) edit(log.files, paths[file % paths.length] ?? '', flipped(at))
      const policy = log.policy()
      const first = await verifyLog({
        read: readerOf(log.files),
        policy: parsePolicy(policy),
      }).then(
        ({ quorum }) => String(quorum),
        () => 'refused',
      )
      const second = await browser({ files: log.files, policy }).then(
        ({ enough }) => String(enough),
        () => 'refused',
      )
      assert.equal(second, first)
    }),
    { numRuns: 60 },
  )
})

const line = fc.constantFrom(
  'log',
  'witness a',
  'witness b',
  'witness none',
  'group g 1 a b',
  'group h any g',
  'group g all a',
  'group i 3 a b',
  'quorum g',
  'quorum a',
  'quorum none',
  '# so',
  '',
  'quorum h',
  'other',
)

test('both verifiers take the same policies', async () => {
  const [log, a, b] = [newKey('l', 1), newKey('wa', 4), newKey('wb', 6)]
  const written = (text: string) =>
    text === 'log'
      ? `log ${keyText(log)}`
      : text.startsWith('witness')
        ? `${text} ${keyText(text.endsWith('a') ? a : b)}`
        : text
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
      const text = lines.map(written).join('\n')
      const second = await policyFrom(text).then(
        () => true,
        () => false,
      )
      let first = true
      try {
        parsePolicy(text)
      } catch {
        first = false
      }
      assert.equal(second, first, text)
    }),
    { numRuns: 500 },
  )
})
