import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#core/kernel'
import { Limits } from './limits.ts'

const limit = { per: 'address', most: 2, seconds: 600 } as const
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1000).toISOString()

const waits = (seconds: number) => (failure: unknown) => {
  assert.ok(failure instanceof Refusal)
  assert.equal(failure.kind, 'too-many')
  assert.equal(failure.retryAfter, seconds)
  return true
}

test('the third attempt in ten minutes is told how long to wait; after that it may try again', () => {
  const limits = new Limits()
  limits.spend('account.sign-in', 'here', limit, at(0))
  limits.spend('account.sign-in', 'here', limit, at(10))
  assert.throws(() => limits.spend('account.sign-in', 'here', limit, at(20)), waits(580))
  assert.throws(() => limits.spend('account.sign-in', 'here', limit, at(599.9)), waits(1))
  limits.spend('account.sign-in', 'here', limit, at(600))
})

test('one address does not use up what another has, nor one action what another has', () => {
  const limits = new Limits()
  for (let time = 0; time < 2; time += 1) {
    limits.spend('account.sign-in', 'here', limit, at(time))
    limits.spend('account.sign-in', 'there', limit, at(time))
    limits.spend('account.sign-up', 'here', limit, at(time))
  }
  assert.throws(() => limits.spend('account.sign-in', 'there', limit, at(3)), waits(597))
})

test('a flood of addresses does not fill the memory', () => {
  const limits = new Limits()
  for (let who = 0; who < 30_000; who += 1) limits.spend('a.b', String(who), limit, at(0))
  limits.spend('a.b', 'last', limit, at(1))
})
