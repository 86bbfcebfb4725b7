import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atOnce, inTurns, mapped, type Pieces } from '#core/kernel'

const list = Array.from({ length: 120 }, (_, at) => at)

test('long work in pieces gives the same at once and in turns', async () => {
  const squares = () => mapped(list, (one) => one * one)
  assert.deepEqual(
    atOnce(squares()),
    list.map((one) => one * one),
  )
  assert.deepEqual(await inTurns(squares()), atOnce(squares()))
  assert.deepEqual(await inTurns(mapped([], String)), [])
})

const after = (milliseconds: number) => {
  const until = performance.now() + milliseconds
  return () => performance.now() >= until
}

/** Works until it is over, in pieces of a millisecond. */
function* busy(isOver: () => boolean): Pieces<string> {
  while (!isOver()) {
    const piece = performance.now() + 1
    while (performance.now() < piece);
    yield
  }
  return 'done'
}

test('while long work is done in turns, everybody else is answered', async () => {
  let answered = 0
  const asking = setInterval(() => (answered += 1), 1)
  atOnce(busy(after(60)))
  assert.equal(answered, 0)
  const late = after(10_000)
  assert.equal(await inTurns(busy(() => answered >= 2 || late())), 'done')
  clearInterval(asking)
  assert.ok(answered >= 2, `answered ${answered} times`)
})
