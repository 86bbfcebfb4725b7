/** Whoever plays tricks on a witness gets the answer of the protocol, and nothing is kept of it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type TestCity } from '#test/city'
import {
  addCheckpointBody,
  checkNote,
  hashText,
  keyText,
  lineFrom,
  noteFrom,
  readConsistency,
} from '../log/index.ts'
import { ed25519, entriesTo, logOf, TrialLog } from '../log/trial.ts'
import { fileMemory, witnessServer } from './index.ts'
import {
  checkpoint,
  growth,
  HASH,
  post,
  rawPath,
  signedTree,
  strangers,
  type Witness,
} from './trial.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-abuse-'))
const state = join(folder, 'state.json')
const PATIENCE = 1000
const told: unknown[] = []

const logsOf = (who: string) => ({
  log: ed25519(`${who}.example/record`, 1),
  neighbour: ed25519(`neighbour.${who}.example/record`, 1),
})
const alone = logsOf('alone')
const within = logsOf('within')

let city: TestCity
const server = witnessServer(
  {
    key: ed25519('library.example/witness', 4),
    logs: [alone.log, alone.neighbour],
    memory: fileMemory(state),
    clock: () => '2026-03-02T12:00:00.000Z',
  },
  (failure) => told.push(failure),
  PATIENCE,
)
const witnesses = new Map<string, Witness>()

before(async () => {
  const policy = join(folder, 'policy')
  const lines = Object.values(within).map((key) => `log ${keyText(key)}`)
  writeFileSync(policy, [...lines, 'quorum none', ''].join('\n'))
  city = await openCity(undefined, { RECORD_POLICY: policy })
  await city.city.web.listen({ port: 0, host: '127.0.0.1' })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const at = (address: unknown) => `http://127.0.0.1:${(address as AddressInfo).port}/witness`
  witnesses.set('alone', {
    base: at(server.address()),
    kept: () => Promise.resolve(statSync(state, { throwIfNoEntry: false })?.size ?? 0),
    ...alone,
  })
  witnesses.set('city', {
    base: at(city.city.web.server.address()),
    kept: async () => {
      const [row] = await city.rows(sql`select (select count(*) from record.witnessed)
        + (select count(*) from record.evidence) as n`)
      return Number(row?.['n'])
    },
    ...within,
  })
})
after(async () => {
  await city.close()
  server.close().closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

for (const who of ['alone', 'city']) {
  const of = () => witnesses.get(who) ?? assert.fail()
  const name = who === 'alone' ? 'a library' : 'a city'

  test(`${name} answers each malformed or dishonest request with the status of the protocol`, async () => {
    const { log, neighbour } = of()
    const good = await growth(of(), 0, logOf(3))
    assert.equal((await post(of(), good)).status, 200)
    const kept = await of().kept()
    const lines = (count: number) => Array.from({ length: count }, () => HASH)
    const cases: readonly (readonly [status: number, why: string, body: string | Uint8Array])[] = [
      [400, 'nothing', ''],
      [400, 'no empty line', 'old 3\n'],
      [400, '64 proof lines', addCheckpointBody(3, lines(64), checkpoint(log.name, 9, log))],
      [422, '63 proof lines', addCheckpointBody(3, lines(63), checkpoint(log.name, 3, log))],
      [400, '101 signatures', `${good.replace('old 0', 'old 3')}${strangers(100).join('')}`],
      [
        400,
        'a size of 2^53',
        addCheckpointBody(3, [], checkpoint(log.name, '9007199254740992', log)),
      ],
      [
        422,
        'a size just below',
        addCheckpointBody(3, [], checkpoint(log.name, '9007199254740991', log)),
      ],
      [400, 'a negative size', addCheckpointBody(3, [], checkpoint(log.name, '-1', log))],
      [400, 'a size in words', addCheckpointBody(3, [], checkpoint(log.name, '1e2', log))],
      [400, 'an old size of 2^53', good.replace('old 0', 'old 9007199254740992')],
      [400, 'an old size that is larger', good.replace('old 0', 'old 4')],
      [400, 'a zero before the old size', good.replace('old 0', 'old 03')],
      [400, 'a proof line that is no hash', good.replace('old 0\n', 'old 3\nAAAA\n')],
      [400, 'bytes that are not text', Buffer.from([0xff, 0xfe, 0, 1, 2])],
      [400, 'a control character', good.replace('old 0', 'old 3').replace('\n3\n', '\n3\r\n')],
      [404, 'an unknown log', addCheckpointBody(0, [], checkpoint('no.example/record', 3, log))],
      [404, 'a name of the language', addCheckpointBody(0, [], checkpoint('__proto__', 3, log))],
      [
        403,
        'no signature of the log',
        addCheckpointBody(3, [], checkpoint(log.name, 9, ed25519('x', 1))),
      ],
      [
        403,
        'the key of another known log',
        addCheckpointBody(3, [], checkpoint(log.name, 9, neighbour)),
      ],
      [
        403,
        'a signature of another text',
        good.replace('old 0', 'old 3').replace('\n3\n', '\n4\n'),
      ],
      [409, 'an old size that is gone', good],
      [422, 'another root of that size', addCheckpointBody(3, [], checkpoint(log.name, 3, log))],
    ]
    for (const [status, why, body] of cases) {
      const answer = await post(of(), body)
      assert.equal(answer.status, status, `${why}: ${answer.text}`)
      if (status === 409) assert.deepEqual([answer.type, answer.text], ['text/x.tlog.size', '3\n'])
    }
    assert.equal((await post(of(), good.replace('old 0', 'old 3'))).status, 200, 'and goes on')
    const more = (await of().kept()) - kept
    assert.ok(who === 'alone' ? more < 5000 : more <= 2, `${more} more is kept`)
  })

  test(`${name} reads a request whatever its type is said to be, and with a hundred signatures`, async () => {
    const again = (await growth(of(), 0, logOf(3))).replace('old 0', 'old 3')
    for (const type of [
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'x/y',
    ]) {
      const answer = await post(of(), again, { 'content-type': type })
      assert.equal(answer.status, 200, `${type}: ${answer.text}`)
      assert.ok(lineFrom(answer.text.trimEnd()))
    }
    assert.equal((await post(of(), Buffer.from(again), {})).status, 200, 'no type at all')
    assert.equal((await post(of(), `${again}${strangers(99).join('')}`)).status, 200)
    assert.equal((await post(of(), `${again}${strangers(99).join('')}`)).status, 200)
  })

  test(`${name} cosigns what a log adds to its checkpoint, and cosigns it with it`, async () => {
    const tree = logOf(4)
    const note = signedTree(of(), tree, 'an extension line')
    const proof = (await readConsistency(tree.read, 3, 4)).map(hashText)
    const answer = await post(of(), addCheckpointBody(3, proof, note))
    assert.equal(answer.status, 200)
    assert.match(note, /\nan extension line\n\n/)
    const hash = createHash('sha256').update(of().log.name).digest('hex')
    const kept = noteFrom(await (await fetch(`${of().base}/${hash}/checkpoint`)).text())
    assert.ok(kept)
    assert.ok(kept.text.endsWith('\nan extension line\n'))
    assert.equal(checkNote(kept, [of().log])?.length, 1)
    assert.equal(kept.lines.length, 2, 'the log and the witness, nobody else')
  })

  test(`${name} refuses what is too long before it has read it all`, async () => {
    const sent = Date.now()
    for (const length of [129 * 1024, 3_000_000]) {
      const { status } = await post(of(), Buffer.alloc(length, 'a'))
      assert.equal(status, 413, String(length))
    }
    assert.ok(Date.now() - sent < 10_000)
    assert.equal(await rawPath(of().base, '/witness/add-checkpoint', 'POST'), 400, 'and goes on')
  })

  test(`${name} is one of two paths and nothing beside them`, async () => {
    const hash = createHash('sha256').update(of().log.name).digest('hex')
    for (const path of [
      '/witness/../add-checkpoint',
      '/witness/%2e%2e/add-checkpoint',
      '/witness//add-checkpoint',
      '/witness/add-checkpoint%00',
      '/witness/add-checkpoint/../../state.json',
      '/witness/ADD-CHECKPOINT',
      `/witness/${hash.toUpperCase()}/checkpoint`,
      `/witness/${hash}/checkpoint/x`,
      `/witness/${'0'.repeat(64)}/checkpoint`,
      '/witness/__proto__/checkpoint',
      `/witness/${'a'.repeat(5000)}`,
      '/witness/%/checkpoint',
    ]) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const status = await rawPath(of().base, path, method)
        assert.ok([400, 403, 404, 405, 414].includes(status), `${method} ${path}: ${status}`)
      }
    }
    assert.equal(await rawPath(of().base, '/witness/add-checkpoint', 'GET'), 404)
    assert.equal(await rawPath(of().base, `/witness/${hash}/checkpoint`, 'GET'), 200)
  })

  test(`${name} keeps nothing of a thousand logs that it does not know, nor of one refusal a hundred times`, async () => {
    const kept = await of().kept()
    for (let n = 0; n < 1000; n += 50) {
      const asked = Array.from({ length: 50 }, (_, k) =>
        post(of(), addCheckpointBody(0, [], checkpoint(`log${n + k}.example`, 1, of().log))),
      )
      for (const { status } of await Promise.all(asked)) assert.equal(status, 404)
    }
    assert.equal(await of().kept(), kept)
    const fork = new TrialLog().append([Buffer.from('forged'), ...entriesTo(9, 1)])
    const refused = await growth(of(), 4, fork)
    for (let n = 0; n < 100; n += 1) {
      const junk = `\u2014 junk${n}.example AAAAAAAA${'A'.repeat(88)}\n`
      assert.equal((await post(of(), `${refused}${junk}`)).status, 422)
    }
    const more = (await of().kept()) - kept
    assert.ok(who === 'alone' ? more < 3000 : more <= 1, `${more} more is kept`)
  })

  test(`${name} cosigns exactly one of twenty that come at once from the same size`, async () => {
    const bodies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => growth(of(), 4, logOf(5 + n))),
    )
    const answers = await Promise.all(bodies.map((body) => post(of(), body)))
    const statuses = answers.map(({ status }) => status)
    assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join(' '))
    assert.equal(statuses.filter((status) => status === 409).length, 19, statuses.join(' '))
    const winner = 5 + statuses.indexOf(200)
    for (const { status, text } of answers) if (status === 409) assert.equal(text, `${winner}\n`)
  })
}

test('a client that sends a letter now and then does not hold up a library, and is shown out', async () => {
  const { base } = witnesses.get('alone') ?? assert.fail()
  const slow = Array.from({ length: 50 }, () => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nold')
    const dripping = setInterval(() => socket.write('x'), 50)
    return new Promise<void>((closed) =>
      socket.once('close', () => closed(clearInterval(dripping))),
    )
  })
  const began = Date.now()
  assert.equal(await rawPath(base, '/add-checkpoint', 'POST'), 400)
  await Promise.all(slow)
  // At this pace what they announced would have taken fifty seconds.
  assert.ok(Date.now() - began < 30_000)
  assert.deepEqual(told, [], 'nothing of all this was a failure of the witness')
})
