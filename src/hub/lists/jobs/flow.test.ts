/** How many letters are under way at once, and what is known of them when a process dies. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { flow } from './flow.ts'

/** A hundred receivers, and a database that knows who was taken and who was noted. */
function trial(many = 100) {
  const waiting = Array.from({ length: many }, (_, n) => n)
  const known = {
    taken: new Set<number>(),
    noted: new Set<number>(),
    sent: [] as number[],
    most: 0,
  }
  return {
    known,
    async take(ended: readonly number[], part: number): Promise<number[]> {
      for (const one of ended) known.noted.add(one)
      await turn()
      const next = waiting.splice(0, part)
      for (const one of next) known.taken.add(one)
      known.most = Math.max(known.most, known.taken.size - known.noted.size)
      return next
    },
    async send(one: number): Promise<number> {
      for (let wait = 0; wait < (one * 7) % 5; wait += 1) await turn()
      known.sent.push(one)
      return one
    },
  }
}
const sizes = { most: 8, part: 4 }
const goesOn = () => true

test('everybody is sent to once, and all of it is noted', async () => {
  const { known, take, send } = trial()
  await flow({ ...sizes, take, send, goesOn })
  assert.equal(known.sent.length, 100)
  assert.equal(new Set(known.sent).size, 100)
  assert.equal(known.noted.size, 100)
})

test('never more than are allowed are under way and not noted, so that no more are unsure after a kill', async () => {
  const { known, take, send } = trial()
  await flow({ ...sizes, take, send, goesOn })
  assert.ok(known.most <= 8 && known.most > 4, `${known.most} at once`)
})

test('while some are noted and taken, others are on their way', async () => {
  const { take, send } = trial()
  let [underWay, beside] = [0, 0]
  await flow({
    ...sizes,
    goesOn,
    take(ended: readonly number[], part) {
      beside = Math.max(beside, underWay)
      return take(ended, part)
    },
    async send(one: number) {
      underWay += 1
      const end = await send(one)
      underWay -= 1
      return end
    },
  })
  assert.ok(beside > 0)
})

test('when it is to stop, nothing more is taken, and what is under way is still noted', async () => {
  const { known, take, send } = trial()
  await flow({ ...sizes, take, send, goesOn: () => known.taken.size < 20 })
  assert.ok(known.taken.size >= 20 && known.taken.size <= 24)
  assert.equal(known.noted.size, known.taken.size)
})

test('a failure nobody expected ends the taking; the others are noted before it is thrown, it is not', async () => {
  const { known, take, send } = trial()
  const broken = (one: number) => (one === 10 ? Promise.reject(new Error('broken')) : send(one))
  await assert.rejects(flow({ ...sizes, take, send: broken, goesOn }), /broken/)
  assert.ok(known.taken.size < 100)
  assert.equal(known.noted.size, known.taken.size - 1)
  assert.ok(!known.noted.has(10))
})

test('when the database is away, it says so, and nothing is sent that was not taken', async () => {
  const { known, take, send } = trial()
  let calls = 0
  const away = (ended: readonly number[], part: number) => {
    calls += 1
    return calls === 3 ? Promise.reject(new Error('away')) : take(ended, part)
  }
  await assert.rejects(flow({ ...sizes, take: away, send, goesOn }), /away/)
  assert.ok(known.sent.every((one) => known.taken.has(one)))
})
