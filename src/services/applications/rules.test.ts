import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assuranceIn, askedOf } from './asked.ts'
import type { Facts } from './model.ts'
import { missingFor } from './proof.ts'
import { mayApprove, mayRegister } from './rules.ts'

const facts: Facts = {
  name: { en: 'Catalogue' },
  purpose: { en: 'Borrow books.' },
  kind: 'confidential',
  returns: ['https://catalogue.example/in'],
  afterwards: [],
  needs: [{ claim: 'email', must: true, reason: { en: 'To write to you.' } }],
  stays: false,
  contact: 'catalogue@luzarra.example',
}
const refused = (change: Partial<Facts>) => mayRegister.reasons({ facts: { ...facts, ...change } })

test('an application says in plain words what it is and why it asks', () => {
  assert.deepEqual(refused({}), [])
  assert.deepEqual(refused({ purpose: {} }), ['no-words'])
  assert.deepEqual(refused({ needs: [{ claim: 'name', must: false, reason: {} }] }), ['no-reason'])
})

test('residents are sent back only to safe addresses of one host', () => {
  for (const address of [
    'http://catalogue.example/in',
    'https://*.example/in',
    'https://catalogue.example/in#here',
    'https://me@catalogue.example/in',
    'javascript:alert(1)',
    'catalogue',
  ])
    assert.deepEqual(refused({ returns: [address] }), ['unsafe-address'], address)
  assert.deepEqual(refused({ returns: [] }), ['unsafe-address'])
  assert.deepEqual(refused({ afterwards: ['http://catalogue.example/bye'] }), ['unsafe-address'])
  assert.deepEqual(refused({ returns: ['http://localhost:4000/in'] }), [])
  const two = ['https://catalogue.example/in', 'https://other.example/in']
  assert.deepEqual(refused({ returns: two }), ['several-hosts'])
})

test('nobody approves what they proposed themselves, nor what nobody proposed', () => {
  const state = 'proposed'
  assert.deepEqual(mayApprove.reasons({ state, proposedBy: 'olga', by: 'otto' }), [])
  assert.deepEqual(mayApprove.reasons({ state, proposedBy: 'olga', by: 'olga' }), ['own-proposal'])
  assert.deepEqual(mayApprove.reasons({ state, proposedBy: null, by: 'otto' }), [
    'nothing-proposed',
  ])
  const over = { state: 'ended', proposedBy: 'olga', by: 'otto' } as const
  assert.deepEqual(mayApprove.reasons(over), ['application-ended'])
})

const begun = '2026-03-02T09:00:00.000Z'
const asks = (more: object) => askedOf({ client_id: 'catalogue', scope: 'openid', begun, ...more })
const person = (assurance: 'low' | 'substantial', provedAt = begun) => ({ assurance, provedAt })

test('what an application asks is read from what it sends; levels it makes up count for nothing', () => {
  assert.deepEqual(asks({}).scopes, ['openid'])
  assert.equal(assuranceIn(['urn:made:up', 'substantial', 'low']), 'substantial')
  assert.equal(asks({ acr_values: 'gold' }).assurance, 'low')
  assert.equal(asks({ prompt: 'login consent' }).again, true)
})

test('a resident shows as much as is asked, to the second', () => {
  const substantial = asks({ acr_values: 'substantial' })
  assert.equal(missingFor(substantial, person('low'), begun), 'more')
  assert.equal(missingFor(substantial, person('substantial'), begun), null)
  assert.equal(missingFor(asks({ acr_values: 'high' }), person('substantial'), begun), 'impossible')
  const recent = asks({ max_age: '60' })
  assert.equal(missingFor(recent, person('low'), '2026-03-02T09:01:00.000Z'), null)
  assert.equal(missingFor(recent, person('low'), '2026-03-02T09:01:01.000Z'), 'again')
  const again = asks({ prompt: 'login' })
  assert.equal(missingFor(again, person('low', '2026-03-02T08:59:59.000Z'), begun), 'again')
  assert.equal(missingFor(again, person('low', begun), begun), null)
})
