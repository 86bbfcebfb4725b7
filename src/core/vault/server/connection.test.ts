import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { readKey } from '../key-folder.ts'
import { openVault, reveal, type Vault } from '../index.ts'
import { LONGEST_REQUEST, tokenOf } from '../protocol.ts'
import { contactBack, keptLog, now, system, recordedAs } from '../testing.ts'
import { newPlace, type Place } from '../testing-vault.ts'
import { type RunningVault, startVault } from './main.ts'

let place: Place
let running: RunningVault
let vault: Vault
const log = keptLog()

before(async () => {
  place = await newPlace()
  running = await startVault(place, log)
  vault = await openVault({ ...place, fork: false, log })
  await vault.channel('reports').publish([contactBack], recordedAs([contactBack]))
})
after(async () => {
  await vault.close()
  await running.close()
  await place.remove()
})

function token(module: string): string {
  const key = readKey(place.keys, 'channel')
  assert.ok(key)
  return tokenOf(key, module)
}

/**
 * Sends what it is given; gives what came back until the vault hung up, or the connection still stood a moment after
 * so many lines.
 */
function says(
  lines: number,
  ...parts: (string | Buffer)[]
): Promise<{ heard: string; closed: boolean }> {
  return new Promise((done) => {
    const socket = connect(place.socket)
    let heard = ''
    const end = (closed: boolean) => {
      clearTimeout(patience)
      socket.destroy()
      done({ heard, closed })
    }
    let patience = setTimeout(() => end(false), 30_000)
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      if (heard.split('\n').length <= lines) return
      clearTimeout(patience)
      patience = setTimeout(() => end(false), 200)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => end(true))
    for (const part of parts) socket.write(part)
  })
}

const hello = (module: string, said = token(module)) =>
  `${JSON.stringify({ hello: module, token: said })}\n`
const ask = (id: number, op: string, input: unknown) => `${JSON.stringify({ id, op, input })}\n`

test('a service whose name holds a digit is heard as every other', async () => {
  await vault.channel('open311').publish([], recordedAs([]))
})

test('the socket is for its owner alone', () => {
  assert.equal(statSync(place.socket).mode & 0o777, 0o600)
})

test('who cannot prove which service it is gets no answer', async () => {
  for (const greeting of [
    hello('reports', token('permits')),
    hello('reports', ''),
    hello('reports', 'ab'.repeat(32)),
    '{"hello":"reports"}\n',
    'hello?\n',
    ask(1, 'ping', {}),
  ]) {
    assert.deepEqual(await says(1, greeting, ask(1, 'ping', {})), { heard: '', closed: true })
  }
  const { heard, closed } = await says(1, hello('reports'), ask(1, 'ping', {}))
  assert.deepEqual([JSON.parse(heard), closed], [{ id: 1, ok: true }, false])
})

test('a line that is no question ends the connection, and nobody else notices', async () => {
  for (const line of [
    'nonsense\n',
    '[]\n',
    '{"id":-1,"op":"ping"}\n',
    '{"id":"x","op":"ping","input":{}}\n',
    Buffer.from([0xff, 0xfe, 0, 10]),
    'x'.repeat(LONGEST_REQUEST + 10),
    `{"id":1,"op":"keep","input":"${'x'.repeat(LONGEST_REQUEST)}"}\n`,
  ]) {
    assert.equal((await says(1, hello('reports'), line)).closed, true)
  }
  const slow = [...Buffer.from(hello('reports') + ask(7, 'ping', {}))]
  const { heard } = await says(1, ...slow.map((byte) => Buffer.from([byte])))
  assert.deepEqual(JSON.parse(heard), { id: 7, ok: true })
  assert.equal(vault.healthy(), true)
})

test('a question that does not fit is refused, and the connection stays', async () => {
  const { heard, closed } = await says(
    3,
    hello('reports'),
    ask(1, 'constructor', {}),
    ask(2, 'read', { purpose: 7 }),
    ask(3, 'ping', {}),
  )
  const said = heard
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number })
  const no = { kind: 'invalid', reasons: [{ code: 'vault.not-understood' }] }
  assert.equal(closed, false)
  assert.deepEqual(
    said.toSorted((a, b) => a.id - b.id),
    [
      { id: 1, no },
      { id: 2, no },
      { id: 3, ok: true },
    ],
  )
})

test('another service is not let in through its own line', async () => {
  const reports = vault.channel('reports')
  const grants = [{ purpose: contactBack.id, case: 'R-1' }]
  const ref = await reports.keep('one', null, { 'contact.email': 'a@example.org' }, grants, now)
  const context = { actor: system, case: 'R-1', at: now }
  assert.ok((await reports.read(contactBack, ref, context))['contact.email'])
  const other = vault.channel('permits') as unknown as typeof reports
  await assert.rejects(other.read(contactBack, ref, context), /vault\.foreign-purpose/)
  await assert.rejects(reports.accesses(ref, { limit: 1 }), /vault\.foreign-line/)
})

test('hundreds of questions at once are each answered with their own answer', async () => {
  const reports = vault.channel('reports')
  const grants = [{ purpose: contactBack.id, case: 'R-9' }]
  const names = Array.from({ length: 30 }, (_, n) => `somebody ${n}`)
  const refs = await Promise.all(
    names.map((name) => reports.keep(`many ${name}`, null, { 'contact.name': name }, grants, now)),
  )
  assert.equal(new Set(refs).size, names.length)
  // More than one connection is listened to at once (connection.ts): the rest waits.
  const asked = Array.from({ length: 300 }, (_, n) => n % names.length)
  const read = await Promise.all(
    asked.map((n) =>
      reports.read(contactBack, refs[n] ?? '', { actor: system, case: 'R-9', at: now }),
    ),
  )
  for (const [at, one] of read.entries()) {
    const name = one['contact.name']
    assert.equal(name && reveal(name, 'mail'), names[asked[at] ?? 0])
    assert.ok(!one['contact.email'])
  }
})

test('a refusal says no more than its reason', async () => {
  const canary = 'canary-in-a-refusal'
  const keep = vault.channel('reports').keep('bad', null, { 'contact.email': canary }, [], now)
  await assert.rejects(keep, (failure: Error) => {
    assert.ok(!`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`.includes(canary))
    return true
  })
  assert.ok(!log.lines.join('\n').includes(canary))
})

test('when the vault is gone its questions are refused as an outage, and answered when it is back', async () => {
  await running.close()
  const reports = vault.channel('reports')
  await assert.rejects(reports.confirm('one'), (failure: any) => {
    assert.deepEqual([failure.kind, failure.reasons], ['unavailable', [{ code: 'vault-down' }]])
    return true
  })
  running = await startVault(place, log)
  await reports.confirm('one')
})
