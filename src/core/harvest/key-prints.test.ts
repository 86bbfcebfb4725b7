import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printsIn } from './key-prints.ts'

const told = (texts: string[], more: object = {}) => ({
  ...{ server: 's', authority: false, outcome: 'answered' as const },
  ...{ texts, aliases: [], authentic: false, ...more },
})

test('a fingerprint counts when every server shows it, and no alias leads out of the domain', () => {
  const [mine, other] = ['a'.repeat(43), 'b'.repeat(43)]
  const prints = (...answers: ReturnType<typeof told>[]) => printsIn(answers, 'bergen.example')
  assert.deepEqual(prints(told([mine, 'v=spf1']), told([mine])), [mine])
  assert.deepEqual(prints(told([mine]), told([other])), [])
  assert.deepEqual(prints(told([mine]), told([mine]), told([], { authority: true })), [])
  const silent = { authority: true, outcome: 'silent' as const }
  assert.deepEqual(prints(told([mine]), told([mine]), told([], silent)), [mine])
  const away = { aliases: ['keys.attacker.example'] }
  assert.deepEqual(prints(told([mine], away), told([mine])), [])
  assert.deepEqual(prints(told([mine, other]), told([other, mine])), [mine, other])
  assert.deepEqual(prints(), [])
})
