/** How tests read the post of a city: letters of one moment arrive in any order. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeptLetter } from '#core/mail'
import { postOf } from '#test/bare-browser'

const AMINA = 'amina@luzarra.example'
const letter = (id: string, subject: string, to = AMINA): KeptLetter => ({
  ...{ id, to, subject, at: '2026-03-02T09:00:00.000Z' },
  ...{ from: 'city@luzarra.example', text: 'Hello', language: 'en' },
})

/** A city in whose mailbox these letters lie. */
function mailbox(letters: KeptLetter[]): Parameters<typeof postOf>[0] {
  return () => ({ work: async () => 0, letters: async () => letters })
}

test('of a code and a notice that were sent at one moment, the letter that is meant is taken in either order', async () => {
  const both = [letter('a', 'Your ways to sign in'), letter('b', '123 456 is your code')]
  for (const order of [both, both.toReversed()]) {
    const taken = await postOf(mailbox(order))(AMINA, /is your code/)
    assert.equal(taken.id, 'b')
  }
})

test('who does not say which of two letters is meant is told so, whichever comes first', async () => {
  const both = [letter('a', 'Your ways to sign in'), letter('b', '123 456 is your code')]
  for (const order of [both, both.toReversed()])
    await assert.rejects(postOf(mailbox(order))(AMINA), /which letter to amina.*is your code/)
  await assert.rejects(postOf(mailbox([]))(AMINA), /none/)
})

test('a letter is taken once, and nobody else’s is', async () => {
  const letters = [letter('a', 'For Bruno', 'bruno@luzarra.example'), letter('b', 'For Amina')]
  const letterTo = postOf(mailbox(letters))
  assert.equal((await letterTo(AMINA)).id, 'b')
  letters.push(letter('c', 'Later'))
  assert.equal((await letterTo(AMINA)).id, 'c')
})
