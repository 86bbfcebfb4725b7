import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffOf, isAdopted, liesOn, slugOf } from './model.ts'
import { mayApprove, mayChair, mayDecide, mayJoin, mayLead, maySign, mayWork } from './rules.ts'

test('a text is adopted when every body approved the hash it has now, and not before', () => {
  const track = (sha256: string | null) => ({ body: 'x', sha256 })
  assert.equal(isAdopted([track('a'), track('a'), track('a')], 'a'), true)
  assert.equal(isAdopted([track('a'), track('a'), track(null)], 'a'), false)
  assert.equal(isAdopted([track('a'), track('b')], 'a'), false)
  assert.equal(isAdopted([track('b'), track('b')], 'a'), false)
  assert.equal(isAdopted([], 'a'), false)
})

test('an amendment is shown line by line: what goes, what comes, and what stays', () => {
  const lines = diffOf('one\ntwo\nthree\nfour', 'one\n2\nthree\nfour\nfive')
  assert.deepEqual(
    lines.map(({ is, text }) => `${is} ${text}`),
    ['same one', 'gone two', 'new 2', 'same three', 'same four', 'new five'],
  )
  assert.deepEqual(diffOf('a', 'a'), [{ is: 'same', text: 'a' }])
  for (const [before, after] of [
    ['', 'x'],
    ['a\nb\nc', 'c\nb\na'],
    ['a\na', 'a'],
  ] as const) {
    const found = diffOf(before, after)
    const kept = (not: string) =>
      found
        .filter(({ is }) => is !== not)
        .map(({ text }) => text)
        .join('\n')
    assert.equal(kept('new'), before)
    assert.equal(kept('gone'), after)
  }
})

test('a text of ten thousand lines is compared in no time', () => {
  const long = Array.from({ length: 10_000 }, (_, n) => `line ${n}`)
  const other = long.map((line, n) => (n % 2 ? line : `${line}!`))
  assert.equal(
    diffOf(long.join('\n'), other.join('\n')).filter(({ is }) => is === 'new').length,
    9_999,
  )
})

test('a decision proves only what lies on a domain of the city itself', () => {
  const domains = ['grenoble.fr', 'metro.localhost:3000']
  assert.ok(liesOn('https://www.grenoble.fr/decision.pdf', domains))
  assert.ok(liesOn('http://metro.localhost:3000/decision', domains))
  for (const url of ['https://grenoble.fr.example.org/x', 'https://notgrenoble.fr/x', 'x', ''])
    assert.ok(!liesOn(url, domains), url)
  assert.ok(!liesOn('https://grenoble.fr/x', []))
})

test('who is no member, in the group already, or comes after its end, does not join', () => {
  const fits = { acts: true, ended: false, isMember: true, inGroup: false }
  assert.deepEqual(mayJoin.reasons(fits), [])
  assert.deepEqual(mayJoin.reasons({ acts: false, ended: true, isMember: false, inGroup: true }), [
    'not-your-city',
    'group-ended',
    'not-a-member',
    'in-group-already',
  ])
})

test('a body approves what stands, not what stood before', () => {
  const fits = { acts: true, adopted: false, hasTrack: true, isCurrent: true }
  assert.deepEqual(mayApprove.reasons(fits), [])
  assert.deepEqual(
    mayApprove.reasons({ ...fits, adopted: true, hasTrack: false, isCurrent: false }),
    ['text-adopted', 'no-such-body', 'other-hash'],
  )
  assert.deepEqual(mayApprove.reasons({ ...fits, acts: false }), ['not-your-body'])
  const state = 'open' as const
  assert.deepEqual(mayDecide.reasons({ adopted: false, state, outdated: true }), [
    'amendment-outdated',
  ])
})

test('a city signs once, by a decision of its own that was taken', () => {
  const fits = { acts: true, isMember: true, signed: false, ownDomain: true, decidedLater: false }
  assert.deepEqual(maySign.reasons(fits), [])
  const none = { acts: false, isMember: false, signed: true, ownDomain: false, decidedLater: true }
  assert.deepEqual(maySign.reasons(none), [
    'not-your-city',
    'not-a-member',
    'signed-already',
    'foreign-proof',
    'decided-later',
  ])
})

test('officials work in groups of their own cities; the chair leads, and hands the chair on', () => {
  assert.deepEqual(mayWork.reasons({ ended: false, works: true }), [])
  assert.deepEqual(mayWork.reasons({ ended: true, works: false }), [
    'group-ended',
    'not-in-this-group',
  ])
  assert.deepEqual(mayLead.reasons({ ended: false, leads: true }), [])
  assert.deepEqual(mayLead.reasons({ ended: true, leads: false }), ['group-ended', 'not-the-chair'])
  const none = { ended: true, inGroup: false, mayHandOn: false }
  assert.deepEqual(mayChair.reasons({ ended: false, inGroup: true, mayHandOn: true }), [])
  assert.deepEqual(mayChair.reasons(none), ['group-ended', 'not-in-group', 'not-the-chair'])
})

test('a name stands for an address, in any script', () => {
  assert.equal(slugOf('Datos & IA Ética'), 'datos-ia-etica')
  assert.equal(slugOf('城市'), 'group')
})
