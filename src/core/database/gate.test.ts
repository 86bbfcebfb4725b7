import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { openGate } from './gate.ts'

const settings = { most: 4, patience: 5000, refusal: () => new Error('tired') }

test('never more than allowed, one alone goes alone, and everybody gets through', async () => {
  const visit = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.boolean())
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { maxLength: 12 }), async (wishes) => {
      const gate = openGate(settings)
      let inside = 0
      let aloneInside = false
      const work = async (alone: boolean, time: number, fails: boolean) => {
        inside += 1
        aloneInside ||= alone
        await pause(time)
        assert.ok(inside <= (aloneInside ? 1 : 4))
        inside -= 1
        if (alone) aloneInside = false
        if (fails) gate.narrow()
        if (fails) throw new Error('fell')
      }
      const all = wishes.map(([alone, time, fails]) =>
        gate
          .pass(() => work(alone, time, fails), alone)
          .catch((failure: Error) => assert.equal(failure.message, 'fell')),
      )
      await Promise.all(all)
    }),
    { numRuns: 40 },
  )
})

test('after collisions it lets through one at a time, and more again as they succeed', async () => {
  const gate = openGate(settings)
  let inside = 0
  let seen = 0
  const work = async () => {
    inside += 1
    seen = Math.max(seen, inside)
    await pause(1)
    inside -= 1
  }
  for (let n = 0; n < 4; n += 1) gate.narrow()
  await Promise.all(Array.from({ length: 10 }, () => gate.pass(work)))
  assert.equal(seen, 1)
  for (let n = 0; n < 60; n += 1) await gate.pass(work)
  await Promise.all(Array.from({ length: 10 }, () => gate.pass(work)))
  assert.ok(seen > 1)
})

test('who waits too long in front of it is refused', async () => {
  const gate = openGate({ ...settings, most: 1, patience: 20 })
  const first = gate.pass(() => pause(60))
  await assert.rejects(
    gate.pass(() => pause(1)),
    /tired/,
  )
  await first
  await gate.pass(() => pause(1))
})
