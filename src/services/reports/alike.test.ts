import assert from 'node:assert/strict'
import { test } from 'node:test'
import { likeness, mostAlike, deskReach } from './alike.ts'

const lamp = { text: 'The street lamp at the corner stays dark', language: 'en', asset: null }
const close = (found: number, expected: number) =>
  assert.ok(Math.abs(found - expected) < 1e-9, `${found} is not ${expected}`)

test('distance weighs half, words a third, and the number on the thing the rest', () => {
  const other = { text: 'Nobody emptied this bin', language: 'en', asset: null }
  close(likeness(lamp, { ...other, metres: 0 }, 15), 0.5)
  close(likeness(lamp, { ...other, metres: 15 }, 15), 0.5 * Math.exp(-1))
  close(likeness(lamp, { ...lamp, metres: 0 }, 15), 0.85)
  const numbered = { ...lamp, asset: 'L-204' }
  close(likeness(numbered, { ...numbered, asset: 'l-204 ', metres: 0 }, 15), 1)
  close(likeness(lamp, { ...numbered, metres: 0 }, 15), 0.85)
  close(likeness({ ...lamp, text: '' }, { ...lamp, metres: 0 }, 15), 0.5)
})

test('the same problem in other words of one language is alike, in another language it is not', () => {
  const said = (text: string, language: string) =>
    likeness(lamp, { text, language, asset: null, metres: 10 }, 15)
  const far = likeness(lamp, { text: '', language: 'en', asset: null, metres: 10 }, 15)
  assert.ok(said('Dark lamps in this street', 'en') > far + 0.1)
  close(said('La farola de la esquina no se enciende', 'es'), far)
  const arabic = { text: 'عمود الإنارة في الشارع مطفأ', language: 'ar', asset: null }
  assert.ok(likeness(arabic, { ...arabic, text: 'الإنارة مطفأة', metres: 10 }, 15) > far + 0.1)
})

test('at most five are shown, the most alike first, and none that is not alike', () => {
  const others = [0, 1, 2, 3, 4, 5, 6].map((metres) => ({ ...lamp, metres }))
  const far = { ...lamp, text: 'A bin', metres: 14 }
  const found = mostAlike(lamp, [far, ...others.toReversed()], 15)
  assert.deepEqual(
    found.map(({ metres }) => metres),
    [0, 1, 2, 3, 4],
  )
  assert.deepEqual(mostAlike(lamp, [far], 15), [])
})

test('the desk looks further than residents are shown, and never through half the city', () => {
  const reaches = [0, 15, 50, 200, 300, 1000].map(deskReach)
  assert.deepEqual(reaches, [200, 200, 200, 800, 1000, 1000])
})
