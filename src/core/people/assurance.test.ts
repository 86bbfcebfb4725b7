import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Assurance,
  assuranceOf,
  type Demand,
  type Person,
  personOf,
  type Proof,
  requireProof,
  strongest,
} from '#core/people'

const now = '2026-03-02T09:00:00.000Z'
const minutesAgo = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString()

test('one proof is low; two that differ in kind, or a passkey, are substantial', () => {
  const levels: readonly (readonly [Proof[], Assurance, Assurance])[] = [
    [['password'], 'low', 'low'],
    [['mail'], 'low', 'low'],
    [['generator'], 'low', 'low'],
    [['password', 'generator'], 'substantial', 'substantial'],
    [['mail', 'printed'], 'substantial', 'substantial'],
    [['generator', 'printed'], 'low', 'low'],
    [['passkey'], 'substantial', 'substantial'],
    [['desk'], 'substantial', 'substantial'],
    [['password', 'mail'], 'low', 'substantial'],
    [['provider'], 'low', 'low'],
    [[], 'low', 'low'],
  ]
  for (const [how, careful, lenient] of levels) {
    assert.equal(assuranceOf(how, false), careful, how.join())
    assert.equal(assuranceOf(how, true), lenient, `${how.join()}, where mail counts`)
  }
})

test('the stronger of two levels is the stronger of two, whichever comes first', () => {
  assert.equal(strongest('low', 'high'), 'high')
  assert.equal(strongest('high', 'substantial'), 'high')
  assert.equal(strongest('substantial', 'substantial'), 'substantial')
})

const somebody = (assurance: Assurance, minutes: number): Person =>
  personOf(
    {
      id: 's',
      ref: 'p',
      since: minutesAgo(600),
      provedAt: minutesAgo(minutes),
      how: ['password'],
      assurance,
      posts: [],
    },
    [],
  )

/** What is asked for in words, or `enough`. */
function asked(demand: Demand, person: Person | null): string {
  try {
    requireProof(demand, person, now)
    return 'enough'
  } catch (refusal) {
    return (refusal as Error).message
  }
}

test('whoever showed too little is asked for more, and whoever showed it long ago for it again', () => {
  assert.equal(asked({}, somebody('low', 600)), 'enough')
  assert.equal(asked({ fresh: true }, somebody('low', 10)), 'enough')
  assert.match(asked({ fresh: true }, somebody('low', 10.1)), /prove-again/)
  assert.match(asked({ fresh: true }, somebody('low', -1)), /prove-again/, 'not shown yet')
  const substantial = { assurance: 'substantial', fresh: true } as const
  assert.match(asked(substantial, somebody('low', 1)), /prove-more-substantial/)
  assert.match(asked(substantial, somebody('high', 11)), /prove-again/)
  assert.equal(asked(substantial, somebody('high', 1)), 'enough')
  assert.match(asked({ assurance: 'high' }, somebody('substantial', 1)), /prove-more-high/)
  assert.equal(asked(substantial, null), 'enough', 'the policy asks strangers to sign in')
})
