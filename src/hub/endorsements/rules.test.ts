import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreed } from './conclude.ts'
import { belongs, memberships, speaks, states, stepBetween, workflow } from './model.ts'
import { monthsAfter } from './model/days.ts'
import { judgeTexts, liesIn, type ServerAnswer, underGovernment } from './model/domains.ts'
import { mayDecideAppeal, mayJudge, mayReview } from './rules.ts'
import { mayHold, mayResume } from './rules/hold.ts'
import { neededFor, readyForReview, standingOf } from './rules/proofs.ts'

const it = { token: 'abc', domain: 'bergen.example' }
const says = (more: Partial<ServerAnswer> = {}): ServerAnswer => ({
  server: '192.0.2.1',
  authority: false,
  outcome: 'answered',
  texts: ['cityright-endorse=abc'],
  aliases: [],
  authentic: false,
  ...more,
})
const reason = (...answers: ServerAnswer[]) => judgeTexts(answers, it).reason

test('a token counts when both resolvers and the server of the zone show it', () => {
  const own = says({ authority: true })
  assert.deepEqual(judgeTexts([says(), says(), own], it), {
    passed: true,
    reason: null,
    dnssec: false,
  })
  assert.equal(reason(says({ texts: ['v=spf1', 'cityright-endorse=abc'] })), null)
})

test('signatures count only when every resolver says that it checked them', () => {
  const signed = says({ authentic: true })
  assert.equal(judgeTexts([signed, signed], it).dnssec, true)
  assert.equal(judgeTexts([signed, says()], it).dnssec, false)
})

test('another token, no token, no name and no answer are told apart', () => {
  const other = says({ texts: ['cityright-endorse=abd'] })
  assert.equal(reason(other, other), 'wrong-token')
  assert.equal(reason(says({ texts: [] }), says({ texts: [] })), 'no-token')
  const none = says({ outcome: 'no-such-name', texts: [] })
  assert.equal(reason(none, none), 'no-token')
  for (const outcome of ['timeout', 'servfail', 'refused', 'too-large', 'bad-answer']) {
    const dead = says({ outcome, texts: [] })
    assert.equal(reason(dead, dead), 'no-answer', outcome)
  }
  assert.equal(reason(), 'no-answer')
})

test('one resolver is not enough when there are two, and the server of the zone may say no', () => {
  assert.equal(reason(says(), says({ texts: [] })), 'servers-disagree')
  assert.equal(reason(says(), says({ outcome: 'timeout', texts: [] })), 'servers-disagree')
  const own = says({ authority: true, texts: [] })
  assert.equal(reason(says(), says(), own), 'servers-disagree')
  assert.equal(reason(says(), says(), says({ authority: true, outcome: 'timeout' })), null)
})

test('an alias that leads out of the domain proves nothing; one inside it does', () => {
  const out = says({ aliases: ['x.bergen.example', 'token.attacker.example'] })
  assert.equal(reason(out, out), 'alias-elsewhere')
  assert.equal(reason(out, says()), 'alias-elsewhere')
  assert.equal(reason(says({ aliases: ['x.bergen.example'] })), null)
  assert.equal(liesIn('notbergen.example', 'bergen.example'), false)
  assert.equal(liesIn('WWW.Bergen.example', 'bergen.example:80'), true)
})

test('government endings are those of governments alone', () => {
  const yes = ['boston.gov', 'leeds.gov.uk', 'madrid.gob.es', 'x.gouv.fr', 'wien.gv.at', 'a.go.jp']
  const no = [
    'gov',
    'gov.uk',
    'bergen.no',
    'go.it',
    'shop.go.it',
    'gov.evil.com',
    'x.gov.de',
    'notgov.uk',
  ]
  for (const one of yes) assert.equal(underGovernment(one), true, one)
  for (const one of no) assert.equal(underGovernment(one), false, one)
})

test('a city on hold belongs and may report, so that it is heard of again; it does not speak about others', () => {
  const all = [...memberships, undefined]
  assert.deepEqual(all.filter(belongs), ['historic', 'member', 'on_hold'])
  assert.deepEqual(all.filter(speaks), ['historic', 'member'])
})

test('months end where months end', () => {
  assert.equal(monthsAfter('2026-01-31', 1), '2026-02-28')
  assert.equal(monthsAfter('2026-03-02', -18), '2024-09-02')
  assert.equal(monthsAfter('2024-02-29', 24), '2026-02-28')
})

test('the workflow has exactly the states of the statute, and every arrow says by whom and why', () => {
  const known = new Set<string>([...states, ...memberships])
  for (const [from, steps] of Object.entries(workflow)) {
    assert.ok(known.has(from), from)
    for (const { to, law } of steps) {
      assert.ok(known.has(to), to)
      assert.match(law, /section 3\.1/)
    }
  }
  assert.ok(stepBetween('in_review', 'refused', 'reviewers'))
  assert.equal(stepBetween('in_review', 'accepted', 'city'), undefined)
  assert.equal(stepBetween('draft', 'accepted', 'reviewers'), undefined)
  assert.equal(stepBetween('refused', 'in_review', 'reviewers'), undefined)
})

const shown = {
  kind: 'join',
  officialWay: null,
  documentSha256: 'a',
  documentFailure: null,
  documentChangedAt: null,
  mailboxConfirmedAt: 'x',
  signerConfirmedAt: 'x',
} as const
const domain = { passedAt: 'x', reason: null, flaggedAt: null }

test('a review begins when domain, document and both people stand; officialness is for reviewers', () => {
  assert.equal(readyForReview(standingOf(shown, [domain], false)), true)
  const lacking = [
    standingOf({ ...shown, signerConfirmedAt: null }, [domain], false),
    standingOf({ ...shown, documentSha256: null }, [domain], false),
    standingOf({ ...shown, documentChangedAt: 'x' }, [domain], false),
    standingOf(shown, [domain, { ...domain, passedAt: null }], false),
    standingOf(shown, [{ ...domain, flaggedAt: 'x' }], false),
    standingOf(shown, [], false),
  ]
  for (const one of lacking) assert.equal(readyForReview(one), false, JSON.stringify(one))
})

test('to withdraw takes domain and authority; who never proved a domain proves everything', () => {
  assert.deepEqual(neededFor('withdraw', true), ['domain', 'authority'])
  assert.deepEqual(neededFor('withdraw', false).length, 4)
  assert.deepEqual(neededFor('reaffirm', true), ['domain', 'authority', 'contacts'])
})

test('nobody reviews the own city, whichever of its names the employer has', () => {
  const facts = { state: 'in_review', before: false, given: false } as const
  const of = (employer: string | undefined) =>
    mayReview.reasons({ ...facts, employer, domains: ['bergen.example'] })
  assert.deepEqual(of('bergen.example'), ['own-city'])
  assert.deepEqual(of('schools.bergen.example'), ['own-city'])
  assert.deepEqual(of('oslo.example'), [])
  assert.deepEqual(of(undefined), ['employer-unknown'])
  const board = {
    open: true,
    reviewed: true,
    employer: 'bergen.example',
    domains: ['bergen.example'],
  }
  assert.deepEqual(mayDecideAppeal.reasons(board), ['reviewed-before', 'own-city'])
})

test('a refusal names a proof, and not one that a machine saw; nobody accepts what does not stand', () => {
  const standing = {
    domain: 'stands',
    official: 'waits',
    authority: 'stands',
    contacts: 'stands',
  } as const
  const refuse = (...missing: ('domain' | 'official')[]) =>
    mayJudge.reasons({ verdict: 'refuse', missing, standing })
  assert.deepEqual(refuse(), ['proof-not-named'])
  assert.deepEqual(refuse('domain'), ['proof-stands'])
  assert.deepEqual(refuse('official'), [])
  const accept = mayJudge.reasons({ verdict: 'accept', missing: [], standing })
  assert.deepEqual(accept, ['proof-missing'])
})

test('two that agree decide; with one against one, a third is waited for', () => {
  const yes = { round: 1, verdict: 'accept', missing: [] } as const
  const no = { round: 1, verdict: 'refuse', missing: ['official'] } as const
  assert.equal(agreed([yes], 1), undefined)
  assert.equal(agreed([yes, no], 1), undefined)
  assert.deepEqual(agreed([yes, no, no], 1), { verdict: 'refuse', missing: ['official'] })
  assert.equal(agreed([yes, yes], 2), undefined)
})

test('a hold needs a hearing of 30 days that is over, and a city that is still silent', () => {
  const facts = { state: 'member', until: '2026-04-01', since: '2024-03-01' } as const
  const on = (today: string, heardOn = '2024-03-01') =>
    mayHold.reasons({ ...facts, today, heardOn })
  assert.deepEqual(on('2026-04-01'), ['still-heard'])
  assert.deepEqual(on('2026-04-02'), [])
  assert.deepEqual(on('2026-04-02', '2026-03-20'), ['heard-of'])
  assert.deepEqual(
    mayHold.reasons({ ...facts, until: undefined, today: '2026-04-02', heardOn: undefined }),
    ['not-proposed'],
  )
  const back = { state: 'on_hold', heldOn: '2026-04-02' } as const
  assert.deepEqual(mayResume.reasons({ ...back, heardOn: '2024-03-01' }), ['still-silent'])
  assert.deepEqual(mayResume.reasons({ ...back, heardOn: '2026-04-03' }), [])
})
