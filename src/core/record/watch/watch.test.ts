import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { keyText, noteText, type SignerKey, signLine } from '../log/index.ts'
import { ed25519, ORIGIN, TrialLog } from '../log/trial.ts'
import { acted, actsTo, library, logKey, press, TrialCity } from './trial.ts'

let city: TrialCity
beforeEach(async () => {
  city = await new TrialCity().open()
  city.log.append(actsTo(300))
  city.publish()
  assert.deepEqual(await city.look(), [])
})
afterEach(() => city.close())

/** The checkpoint as it is, with a signature of this key that was made for something else. */
function spoiltBy(key: SignerKey): string {
  const line = noteText({ text: '', lines: [signLine(key, 'something else\n', 0)] }).trimStart()
  return city.note(city.log, key === logKey ? [library, press] : [logKey, library]) + line
}

const forkOf = (size: number) => new TrialLog().append([acted(0, { m: 0 }), ...actsTo(size, 1)])

test('a record that only grows is watched quietly, and an entry is downloaded only when it is new', async () => {
  city.asked.length = 0
  city.log.append(actsTo(900, 300))
  city.publish()
  assert.deepEqual(await city.look(), [])
  assert.ok(city.asked.includes('record/tile/entries/001'))
  assert.ok(city.asked.includes('record/tile/entries/003.p/132'))
  assert.ok(!city.asked.includes('record/tile/entries/000'), 'the first 256 were read before')
  city.asked.length = 0
  assert.deepEqual(await city.look(), [])
  assert.deepEqual(
    city.asked.filter((path) => path.includes('entries')),
    [],
  )
})

test('a record that became smaller is an alert once, and once when it is whole again', async () => {
  const whole = city.served.get('record/checkpoint') ?? ''
  city.served.set('record/checkpoint', city.note(new TrialLog().append(actsTo(200))))
  assert.deepEqual(await city.look(), ['began rollback'])
  assert.deepEqual(await city.look(), [])
  city.served.set('record/checkpoint', whole)
  assert.deepEqual(await city.look(), ['over rollback'])
  assert.deepEqual(await city.look(), [])
})

test('a record whose past was rewritten is an alert with both signed checkpoints as evidence', async () => {
  for (const size of [300, 700]) {
    const before = city.note()
    const honest = city.log
    city.log = forkOf(size)
    city.publish()
    const alerts = await city.alerts()
    assert.deepEqual([alerts[0]?.kind, alerts[0]?.state], ['rewritten', 'began'])
    assert.deepEqual(alerts[0]?.evidence, [before, city.note()])
    assert.deepEqual(await city.look(), [])
    city.log = honest
    city.publish()
    assert.deepEqual(await city.look(), ['over rewritten'])
  }
})

test('a witness who was shown another record is an alert, whether it is smaller, as large or larger', async () => {
  for (const size of [7, 300, 301]) {
    city.witnessShows('press', city.note(forkOf(size)))
    const [alert] = await city.alerts()
    assert.deepEqual([alert?.kind, alert?.about, alert?.state], ['split-view', 'press', 'began'])
    assert.deepEqual(alert?.evidence, [city.note(), city.note(forkOf(size))])
    city.publish()
    assert.deepEqual(await city.look(), ['over split-view press'])
  }
})

test('a witness that is behind, ahead by a moment, or shows what the log never signed is no alarm', async () => {
  city.witnessShows('library', city.note(new TrialLog().append(actsTo(3))))
  city.log.append(actsTo(310, 300))
  city.witnessShows('press', city.note())
  assert.deepEqual(await city.look(), [])
  city.witnessShows('press', city.note(forkOf(300), [ed25519(ORIGIN, 1), press]))
  assert.deepEqual(await city.look(), [])
  city.served.clear()
  city.publish()
  city.witnessShows('press', 'nonsense')
  assert.deepEqual(await city.look(), [])
})

test('a checkpoint that another key signed, or signed as well, is an alert', async () => {
  const thief = ed25519(ORIGIN, 1)
  city.log.append(actsTo(310, 300))
  city.publish([thief, library, press])
  assert.deepEqual(await city.look(), ['began key-changed'])
  assert.equal(city.state.seen?.note.split('\n')[1], '300', 'what it signed is not believed')
  city.publish([logKey, thief, library, press])
  assert.deepEqual(await city.look(), [`began key-changed ${thief.id}`, 'over key-changed'])
  city.publish()
  assert.deepEqual(await city.look(), [`over key-changed ${thief.id}`])
  city.served.set('record/checkpoint', spoiltBy(logKey))
  assert.deepEqual(await city.look(), ['began key-changed'])
})

test('a key that an entry announced before enough witnesses is news and no alarm', async () => {
  const next = ed25519(ORIGIN, 1)
  city.log.append([acted(300, { key: keyText(next) }, 'log.key')])
  city.publish([logKey, library])
  assert.deepEqual(await city.look(), ['began too-few-witnesses'])
  city.served.set('record/checkpoint', spoiltBy(next))
  assert.deepEqual(await city.look(), ['began key-changed'])
  city.publish([logKey, library])
  assert.deepEqual(await city.look(), ['over key-changed'])
  city.publish([next, library, press])
  assert.deepEqual(await city.look(), ['began key-changed'], 'seen by too few')
  city.publish([logKey, next, library, press])
  const news = `happened key-announced ${keyText(next)}`
  assert.deepEqual(await city.look(), [news, 'over too-few-witnesses', 'over key-changed'])
  city.log.append(actsTo(305, 301))
  city.publish([next, library, press])
  assert.deepEqual(await city.look(), [])
  assert.equal(city.state.seen?.note.split('\n')[1], '305')
})

test('too few witnesses are an alert after they had a moment to cosign', async () => {
  city.log.append(actsTo(310, 300))
  city.publish([logKey, library])
  const patience = () => {
    city.publish()
    return Promise.resolve(true)
  }
  assert.deepEqual(await city.look({ patience }), [])
  city.publish([logKey, library])
  assert.deepEqual(await city.look(), ['began too-few-witnesses'])
  city.publish()
  assert.deepEqual(await city.look(), ['over too-few-witnesses'])
})

test('a witness whose last cosignature is older than two hours is an alert, wherever it was seen', async () => {
  city.quorum = 'quorum library'
  city.now = '2026-03-02T13:59:00.000Z'
  city.publish([logKey, library])
  assert.deepEqual(await city.look(), ['happened policy-changed'])
  city.now = '2026-03-02T14:01:00.000Z'
  assert.deepEqual(await city.look(), ['began witness-missing press'])
  city.witnessShows('press', city.note())
  assert.deepEqual(await city.look(), ['over witness-missing press'])
})

test('a record that nobody signed for two hours is stale; without witnesses, one without a new entry for a day', async () => {
  city.now = '2026-03-02T14:01:00.000Z'
  const alerts = await city.look()
  assert.ok(alerts.includes('began stale'), alerts.join())
  city.publish()
  assert.ok((await city.look()).includes('over stale'))
  city.quorum = 'quorum none'
  city.now = '2026-03-03T10:59:00.000Z'
  city.publish([logKey])
  const quiet = await city.look()
  assert.ok(!quiet.includes('began stale'), quiet.join())
  city.now = '2026-03-03T11:01:00.000Z'
  assert.ok((await city.look()).includes('began stale'))
})

test('another policy of the city is said once', async () => {
  city.policy = city.policyText.replace('near 2', 'near 1')
  city.publish()
  assert.deepEqual(await city.look(), ['happened policy-changed'])
  assert.deepEqual(await city.look(), [])
  city.served.delete('record/policy')
  assert.deepEqual(await city.look(), ['happened policy-changed'])
})

test('a city that does not answer three times in a row is an alert; what else was wrong stays so', async () => {
  city.publish([logKey, library])
  assert.deepEqual(await city.look(), ['began too-few-witnesses'])
  city.down = true
  assert.deepEqual(await city.look(), [])
  assert.deepEqual(await city.look(), [])
  assert.deepEqual(await city.look(), ['began unreachable'])
  assert.deepEqual(await city.look(), [])
  city.down = false
  assert.deepEqual(await city.look(), ['over unreachable'])
  city.publish()
  assert.deepEqual(await city.look(), ['over too-few-witnesses'])
})

test('a new entry that is not as entries are is an alert, and the record is watched on', async () => {
  city.log.append([acted(300), Buffer.from('{"n":1}'), acted(302, { email: 1.5 })])
  city.publish()
  assert.deepEqual(await city.look(), ['happened entry-wrong 301', 'happened entry-wrong 302'])
  assert.deepEqual(await city.look(), [])
})

test('a new entry, tile or bundle that is not what was signed is an alert', async () => {
  city.log.append(actsTo(700, 300))
  city.publish()
  const { files } = city.log
  const flip = (bytes: Uint8Array) =>
    Buffer.from(bytes).fill('%', bytes.length - 20, bytes.length - 19)
  for (const path of ['tile/entries/001', 'tile/0/001', 'tile/1/000.p/2']) {
    const honest = files.get(path) ?? Buffer.alloc(0)
    const before = city.state
    for (const wrong of [flip(honest), honest.subarray(0, -32), undefined]) {
      if (wrong) files.set(path, wrong)
      else files.delete(path)
      assert.deepEqual(await city.look(), ['began damaged'], path)
      assert.deepEqual(await city.look(), [])
      city.state = before
    }
    files.set(path, honest)
  }
  assert.deepEqual(await city.look(), [])
})
