/** The quick way beside the plain one: the same classifier and the same answers, worked out word by word. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  calibrated,
  classifier,
  hashOf,
  learned,
  type Model,
  packed,
  type Sample,
  unpacked,
  wordsOf,
} from '#core/classifier'
import { chanceFrom } from '#core/kernel'
import { shuffled } from './descent.ts'
import { featurer } from './features.ts'
import type { Word } from './words.ts'

const chance = chanceFrom(5)
const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T
const own = [
  'lamp dark bulb glow',
  'road hole tyre crack',
  'bin bags stink waste',
  'tree leaf root',
]
const shared = 'corner school bakery market please come Monday since week front house'.split(' ')
const rare = Array.from({ length: 300 }, (_, at) => `hollow${'abcdefghij'[at % 10]}${at}stone`)

/** Invented texts of four categories with words nobody else writes; a few say all of it twice, and one nothing. */
const samples = Array.from({ length: 500 }, (_, at): Sample => {
  const category = Math.floor(chance() * own.length)
  const words = (own[category] ?? '').split(' ')
  const said = [pick(words), pick(shared), pick(rare), pick(words), pick(shared)]
  const text = at === 3 ? '' : (at % 7 === 0 ? [...said, ...said] : said).join(' ')
  return { text, category: `kind ${category}`, at: new Date(1.7e12 + at * 1000).toISOString() }
})
const [SALT, FEWEST, ROUNDS, PARTLY] = ['of the test', 5, 3, 6]
const features = featurer(SALT)

type Feature = readonly [place: number, value: number]

/** Words that are known, the parts of those that are not, and pairs of neighbours; together of length one. */
function plainFeatures(words: readonly Word[], isKnown: (place: number) => boolean): Feature[] {
  const length = Math.sqrt(Math.max(1, 2 * words.length - 1))
  const found = words.flatMap((word): Feature[] => {
    const whole = features.whole(word)
    if (isKnown(whole)) return [[whole, Math.fround(1 / length)]]
    const parts = [...features.parts(word)]
    return parts.map((place) => [place, Math.fround(1 / Math.sqrt(parts.length) / length)])
  })
  const pairs = words.slice(1).map((word, at): Feature => {
    return [features.pair(words[at] as Word, word), Math.fround(1 / length)]
  })
  return [...found, ...pairs]
}

/** The features that enough texts have, by words or by parts. */
function plainPlaces(texts: readonly (readonly Word[])[]): number[] {
  const counts = new Map<number, number>()
  for (const words of texts) {
    const both = [...plainFeatures(words, () => true), ...plainFeatures(words, () => false)]
    for (const place of new Set(both.map(([one]) => one))) {
      counts.set(place, (counts.get(place) ?? 0) + 1)
    }
  }
  return [...counts].flatMap(([place, n]) => (n >= FEWEST ? [place] : [])).toSorted((a, b) => a - b)
}

interface Plain {
  readonly bias: Float32Array
  readonly weights: ReadonlyMap<number, Float32Array>
}

/** How far each category speaks for itself. */
const plainLogits = ({ bias, weights }: Plain, of: readonly Feature[]): number[] =>
  [...bias].map((begun, k) =>
    of.reduce((sum, [place, value]) => sum + value * (weights.get(place)?.[k] ?? 0), begun),
  )

const powers = (logits: readonly number[]) => {
  const highest = Math.max(...logits)
  const all = logits.map((one) => Math.exp(one - highest))
  const sum = all.reduce((total, one) => total + one, 0)
  return all.map((one) => one / sum)
}

/** Softmax regression with AdaGrad, one number at a time. */
function plainlyLearned(categories: readonly string[]): Plain {
  const texts = samples.map(({ text }) => wordsOf(text, 'en'))
  const zeros = () => new Float32Array(categories.length)
  const places = plainPlaces(texts)
  const weights = new Map(places.map((place) => [place, zeros()]))
  const squares = new Map(places.map((place) => [place, zeros()]))
  const [bias, biasSquares] = [zeros(), zeros()]
  const step = (to: Float32Array, of: Float32Array, [k, slope]: readonly [number, number]) => {
    const square = (of[k] as number) + slope * slope
    of[k] = square
    to[k] = (to[k] as number) - (0.5 * slope) / Math.sqrt(square + 1e-8)
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const at of shuffled(samples.length, 1 + round)) {
      const byParts = (at + round) % PARTLY === 0
      const all = plainFeatures(texts[at] ?? [], (place) => !byParts && weights.has(place))
      const row = all.filter(([place]) => weights.has(place))
      const right = categories.indexOf(samples[at]?.category ?? '')
      for (const [k, is] of powers(plainLogits({ bias, weights }, row)).entries()) {
        const slope = is - (k === right ? 1 : 0)
        if (Math.abs(slope) <= 0.002) continue
        step(bias, biasSquares, [k, slope])
        for (const [place, value] of row) {
          const to = weights.get(place) as Float32Array
          const pulled = slope * value + 1e-6 * (to[k] as number)
          step(to, squares.get(place) as Float32Array, [k, pulled])
        }
      }
    }
  }
  return { bias, weights }
}

const model = learned(samples, { language: 'en', salt: SALT })
const plain = plainlyLearned(model.categories)

test('what is learned quickly is bit for bit what is learned plainly, word by word', () => {
  assert.deepEqual([...model.places], [...plain.weights.keys()])
  assert.deepEqual(model.bias, plain.bias)
  const rows = [...plain.weights.values()].flatMap((row) => [...row])
  assert.deepEqual([...model.weights], rows)
  assert.ok(rows.filter((one) => one !== 0).length > 1000)
})

/** What each word adds to the first of two categories against the second, a pair half to each of its words. */
function plainReason(words: readonly Word[], [first, second]: readonly [number, number]) {
  const sums = new Map<string, number>()
  const length = Math.sqrt(2 * words.length - 1)
  const apart = (place: number, value: number) => {
    const row = plain.weights.get(place)
    return value * ((row?.[first] ?? 0) - (row?.[second] ?? 0))
  }
  const more = ({ written }: Word, by: number) => sums.set(written, (sums.get(written) ?? 0) + by)
  for (const [at, word] of words.entries()) {
    const own = plainFeatures([word], (place) => plain.weights.has(place))
    for (const [place, value] of own) more(word, apart(place, value / length))
    const next = words[at + 1]
    const met = next && apart(features.pair(word, next), 1 / length) / 2
    if (next && met !== undefined) for (const one of [word, next]) more(one, met)
  }
  return sums
}

test('probabilities and reasons are those that are worked out plainly, also for words nobody wrote before', () => {
  const later = samples.slice(0, 120)
  const told: Model = { ...calibrated(model, later), temperature: 1 }
  const ready = classifier(told)
  const texts = samples.map(({ text }, at) => (at % 3 ? text : `${text} lamplight roadside ${at}x`))
  for (const text of texts.filter((one) => one !== '')) {
    const words = wordsOf(text, 'en')
    const logits = plainLogits(
      plain,
      plainFeatures(words, (place) => plain.weights.has(place)),
    )
    const order = [...logits.keys()].toSorted((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0))
    const chances = powers(logits)
    const { likely, words: said, distance } = ready.sorted(text)
    assert.deepEqual(
      likely.map(({ category }) => category),
      order.map((k) => model.categories[k]),
    )
    for (const [at, { probability }] of likely.entries()) {
      assert.ok(Math.abs(probability - (chances[order[at] ?? 0] ?? 0)) < 1e-12, text)
    }
    const [first = 0, second = 0] = order
    assert.ok(Math.abs(distance - ((logits[first] ?? 0) - (logits[second] ?? 0))) < 1e-12, text)
    const sums = plainReason(words, [first, second])
    assert.equal(said.length, sums.size)
    for (const { word, weight } of said) {
      assert.ok(Math.abs(weight - (sums.get(word) ?? NaN)) < 1e-6, `${text}: ${word}`)
    }
    const weights = said.map(({ weight }) => Math.abs(weight))
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => b - a),
    )
  }
})

test('no more than five categories are named, and they are the likeliest', () => {
  const many = samples.map((one, at) => ({ ...one, category: `${one.category}.${at % 3}` }))
  const ready = classifier(learned(many, { language: 'en', salt: SALT }))
  for (const { text } of many.slice(0, 50)) {
    const logits = [...ready.logits(text)]
    const order = [...logits.keys()].toSorted((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0))
    const named = ready.sorted(text).likely.map(({ category }) => category)
    assert.deepEqual(
      named,
      order.slice(0, 5).map((k) => ready.model.categories[k]),
    )
  }
})

test('a classifier that was kept by an earlier version is read, and says what it said', () => {
  const head = JSON.stringify({
    ...{ form: 'cityright-classifier-v1', language: 'en', salt: 's' },
    ...{ categories: ['lamps', 'roads'], temperature: 1.5, thresholds: [0.6, null], rows: 1 },
    learned: { texts: 10, sha256: '00' },
  })
  const place = 59_420
  const padded = `${head}${' '.repeat((4 - ((head.length + 1) % 4)) % 4)}\n`
  const numbers = [Int32Array.of(place), Float32Array.of(0.25, 0), Float32Array.of(2, -1)]
  const file = Buffer.concat([
    Buffer.from(padded),
    ...numbers.map(({ buffer }) => Buffer.from(buffer)),
  ])
  assert.equal(hashOf(file).slice(0, 16), '6ed889f5b33aa28f')
  const ready = classifier(unpacked(file))
  const { likely, words, start, distance, sure } = ready.sorted('the lamp')
  assert.deepEqual([start, distance, sure], [0.25, 3.25, true])
  assert.deepEqual(words, [{ word: 'lamp', weight: 3 }])
  assert.ok(Math.abs((likely[0]?.probability ?? 0) - 1 / (1 + Math.exp(-3.25 / 1.5))) < 1e-12)
  assert.equal(hashOf(packed(ready.model)), hashOf(file))
})
