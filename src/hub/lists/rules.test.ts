import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Rule } from '#core/kernel'
import { sort } from './decisions.ts'
import { scoreAfter } from './jobs/deliver.ts'
import { bareSubject, MOST_A_DAY, plainAddress, wayOf, withoutAddresses } from './model.ts'
import { mayJoin, mayJudge, mayOpen, mayPromote, mayRead, mayRedact, mayWrite } from './rules.ts'

const no = <F>(rule: Rule<F>, facts: F) => rule.reasons(facts)

test('a name is taken once', () => {
  assert.deepEqual(no(mayOpen, { known: true }), ['list-exists'])
  assert.deepEqual(no(mayOpen, { known: false }), [])
})

test('only a list of the members asks where an address belongs', () => {
  assert.deepEqual(no(mayJoin, { kind: 'members', ofMember: false }), ['no-member-address'])
  assert.deepEqual(no(mayJoin, { kind: 'members', ofMember: true }), [])
  assert.deepEqual(no(mayJoin, { kind: 'open', ofMember: false }), [])
})

test('a list of the members is read by who gets it and who looks after it, an open one by everybody', () => {
  const nobody = { subscribed: false, moderates: false }
  assert.deepEqual(no(mayRead, { kind: 'members', ...nobody }), ['subscribers-only'])
  assert.deepEqual(no(mayRead, { kind: 'open', ...nobody }), [])
  assert.deepEqual(no(mayRead, { kind: 'members', ...nobody, subscribed: true }), [])
  assert.deepEqual(no(mayRead, { kind: 'members', ...nobody, moderates: true }), [])
})

test('who may not write learns every reason at once', () => {
  const none = { subscribed: false, hasSubject: false }
  assert.deepEqual(no(mayWrite, none), ['not-subscribed', 'subject-missing'])
  assert.deepEqual(no(mayWrite, { subscribed: true, hasSubject: true }), [])
})

test('a message that went out, was turned down or taken back is judged no more', () => {
  for (const state of ['sent', 'refused', 'redacted'] as const)
    assert.deepEqual(no(mayJudge, { state }), ['not-held'])
  assert.deepEqual(no(mayJudge, { state: 'held' }), [])
})

test('words are taken back by their author or a moderator, once', () => {
  const mine = { state: 'sent', own: true, moderates: false } as const
  assert.deepEqual(no(mayRedact, mine), [])
  assert.deepEqual(no(mayRedact, { ...mine, own: false }), ['not-yours'])
  assert.deepEqual(no(mayRedact, { ...mine, own: false, moderates: true }), [])
  assert.deepEqual(no(mayRedact, { ...mine, state: 'redacted' }), ['not-readable'])
})

test('only what a known subscriber wrote, and the domain vouches for, goes out unseen; twenty a day', () => {
  const known = { sender: 'known', proof: 'pass', today: 0 } as const
  const because = (facts: Parameters<typeof sort.decide>[0]) => {
    const { outcome, because: why } = sort.decide(facts)
    return `${outcome} ${why.key.slice(14)}`
  }
  assert.equal(because(known), 'send known')
  assert.equal(because({ ...known, sender: 'new' }), 'hold first-message')
  assert.equal(because({ ...known, sender: 'stranger' }), 'hold stranger')
  assert.equal(because({ ...known, proof: 'fail' }), 'hold proof-failed')
  assert.equal(because({ ...known, proof: 'none' }), 'hold proof-missing')
  assert.equal(because({ ...known, today: MOST_A_DAY - 1 }), 'send known')
  assert.equal(because({ ...known, today: MOST_A_DAY }), 'hold many-messages')
})

test('addresses of a list are read whatever their capitals, and nothing else is one', () => {
  const at = { list: 'rights', domain: 'l.example' }
  assert.deepEqual(wayOf('Rights@L.example'), { ...at, way: 'message', code: null })
  assert.deepEqual(wayOf('rights-join@l.example'), { ...at, way: 'join', code: null })
  const bounce = { ...at, way: 'bounces', code: '0123456789abcdef' }
  assert.deepEqual(wayOf('rights-bounces+0123456789abcdef@l.example'), bounce)
  for (const odd of [
    '',
    '@l.example',
    'a b@l.example',
    'rights@',
    'x@y@l.example',
    '-join@l.example',
  ])
    assert.equal(wayOf(odd), undefined, odd)
})

test('text says which city wrote, not who; prices and paths are no addresses', () => {
  assert.equal(withoutAddresses('Ask anna.meyer+x@lyon.example!'), 'Ask …@lyon.example!')
  assert.equal(withoutAddresses('anna at lyon.example wrote'), '…@lyon.example wrote')
  assert.equal(withoutAddresses('ana@málaga.example'), '…@málaga.example')
  assert.equal(withoutAddresses('3 lamps @ 20 each, /a/@b'), '3 lamps @ 20 each, /a/@b')
})

test('a thread is called what its first message is about, without the marks of answers', () => {
  assert.equal(bareSubject('Re: AW: [rights] Re[2]: Lamps'), 'Lamps')
  assert.equal(bareSubject('Regarding lamps'), 'Regarding lamps')
})

test('one failure a day counts, and after thirty days without one counting begins anew', () => {
  const score = (before: number, failedOn: string | null, status = '5.1.1') =>
    scoreAfter({ score: before, failedOn }, status, '2026-03-31')
  assert.deepEqual(score(0, null), { score: 2, pauses: false })
  assert.deepEqual(score(2, '2026-03-30', '4.2.2'), { score: 3, pauses: false })
  assert.deepEqual(score(2, '2026-03-31'), { score: 2, pauses: false })
  assert.deepEqual(score(4, '2026-03-30'), { score: 6, pauses: true })
  assert.deepEqual(score(4, '2026-03-01'), { score: 6, pauses: true })
  assert.deepEqual(score(4, '2026-02-28'), { score: 2, pauses: false })
})

test('the same person is known again in capitals and with a tag', () => {
  assert.equal(plainAddress(' Anna+Lists@Lyon.Example '), 'anna@lyon.example')
})

test('only what everybody reads becomes a practice, once for each city, and not what was taken out', () => {
  const told = { kind: 'open', state: 'sent', begun: false } as const
  assert.deepEqual(mayPromote.reasons(told), [])
  assert.deepEqual(mayPromote.reasons({ ...told, kind: 'members' }), ['list-not-open'])
  for (const state of ['held', 'refused', 'redacted'] as const)
    assert.deepEqual(mayPromote.reasons({ ...told, state }), ['nothing-to-promote'])
  assert.deepEqual(mayPromote.reasons({ ...told, begun: true }), ['already-begun'])
})
