import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openQueue } from './queue.ts'

const tired = () => new Error('tired')

test('turns come one at a time, in the order they were asked for', async () => {
  const queue = openQueue(1000, tired)
  const order: number[] = []
  let inside = 0
  const visits = [1, 2, 3, 4].map(async (n) => {
    const leave = await queue.turn()
    inside += 1
    assert.equal(inside, 1)
    await pause(5 - n)
    order.push(n)
    inside -= 1
    leave()
  })
  await Promise.all(visits)
  assert.deepEqual(order, [1, 2, 3, 4])
})

test('who waits too long is refused, and the next still waits for the first', async () => {
  const queue = openQueue(1500, tired)
  const leave = await queue.turn()
  const second = queue.turn()
  await assert.rejects(second, /tired/)
  let came = false
  const third = queue.turn().then((go) => {
    came = true
    go()
  })
  await pause(10)
  assert.equal(came, false)
  leave()
  await third
  assert.equal(came, true)
})
