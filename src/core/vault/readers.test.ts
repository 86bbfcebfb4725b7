import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#core/kernel'
import type { Channel } from './index.ts'
import { readers } from './index.ts'
import { contactBack, now, system } from './testing.ts'

function channel(answer: () => Promise<object>) {
  const asked: unknown[] = []
  const read = (purpose: { id: string }, ref: string, context: object) => {
    asked.push([purpose.id, ref, context])
    return answer()
  }
  return { asked, channel: { read } as unknown as Channel }
}

const context = { actor: system, at: now }

test('within one unit of work the same reading is asked once', async () => {
  const { asked, channel: line } = channel(() => Promise.resolve({}))
  const personal = readers(line, { contactBack }, context)
  await Promise.all([
    personal.contactBack('a', { case: 'R-1' }),
    personal.contactBack('a', { case: 'R-1' }),
  ])
  await personal.contactBack('a', { case: 'R-1' })
  assert.equal(asked.length, 1)
  await personal.contactBack('b', { case: 'R-1' })
  await personal.contactBack('a', { case: 'R-2' })
  await personal.contactBack('a', { case: 'R-2', reason: 'a lamp' })
  assert.equal(asked.length, 4)
})

test('a denied reading is not asked again, an outage is', async () => {
  for (const [kind, times] of [
    ['forbidden', 1],
    ['unavailable', 2],
  ] as const) {
    const { asked, channel: line } = channel(() => Promise.reject(new Refusal(kind, ['no'])))
    const personal = readers(line, { contactBack }, context)
    await assert.rejects(personal.contactBack('a'))
    await assert.rejects(personal.contactBack('a'))
    assert.equal(asked.length, times, kind)
  }
})
