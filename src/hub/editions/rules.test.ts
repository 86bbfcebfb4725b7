import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '#core/kernel'
import { type Book, chaptersOf, movedIn, passagesOf } from './model.ts'
import { bookOf, chosen } from './trial-book.ts'
import { mayChange, mayChoose, mayCorrect, mayIssue, mayPrint, mayWithdraw } from './rules.ts'

function reasons(check: () => void): string[] {
  try {
    check()
    return []
  } catch (refusal) {
    assert.ok(refusal instanceof Refusal)
    return refusal.reasons.map(({ code }) => code.replace('editions.', ''))
  }
}

test('an edition is changed until it is issued, and holds only what is published, 300 practices at most', () => {
  assert.deepEqual(
    reasons(() => mayChange.require({ issued: null })),
    [],
  )
  assert.deepEqual(
    reasons(() => mayChange.require({ issued: 3 })),
    ['already-issued'],
  )
  const fine = { issued: null, published: true, count: 300 }
  assert.deepEqual(
    reasons(() => mayChoose.require(fine)),
    [],
  )
  const wrong = { issued: 1, published: false, count: 301 }
  assert.deepEqual(
    reasons(() => mayChoose.require(wrong)),
    ['already-issued', 'not-published', 'too-many'],
  )
})

test('an edition is issued once, not empty, with nothing archived, and replaces what nothing else replaced', () => {
  const fine = { issued: null, chosen: 2, published: 2, overtaken: false }
  assert.deepEqual(
    reasons(() => mayIssue.require(fine)),
    [],
  )
  assert.deepEqual(
    reasons(() => mayIssue.require({ ...fine, issued: 1 })),
    ['already-issued'],
  )
  const empty = { ...fine, chosen: 0, published: 0 }
  assert.deepEqual(
    reasons(() => mayIssue.require(empty)),
    ['no-practice'],
  )
  assert.deepEqual(
    reasons(() => mayIssue.require({ ...fine, published: 1 })),
    ['practice-archived'],
  )
  assert.deepEqual(
    reasons(() => mayIssue.require({ ...fine, overtaken: true })),
    ['already-replaced'],
  )
})

test('what is issued can be replaced once, withdrawn once, and printed again only where printing failed', () => {
  const fine = { issued: true, replaced: false, withdrawn: false }
  assert.deepEqual(
    reasons(() => mayCorrect.require(fine)),
    [],
  )
  assert.deepEqual(
    reasons(() => mayCorrect.require({ ...fine, withdrawn: true })),
    [],
  )
  assert.deepEqual(
    reasons(() => mayCorrect.require({ ...fine, replaced: true })),
    ['already-replaced'],
  )
  assert.deepEqual(
    reasons(() => mayWithdraw.require({ ...fine, replaced: true })),
    [],
  )
  assert.deepEqual(
    reasons(() => mayWithdraw.require({ ...fine, withdrawn: true })),
    ['already-withdrawn'],
  )
  const making = { ...fine, issued: false }
  assert.deepEqual(
    reasons(() => mayCorrect.require(making)),
    ['not-issued'],
  )
  assert.deepEqual(
    reasons(() => mayWithdraw.require(making)),
    ['not-issued'],
  )
  assert.deepEqual(
    reasons(() => mayPrint.require({ issued: true, printed: false, waiting: false })),
    [],
  )
  assert.deepEqual(
    reasons(() => mayPrint.require({ issued: false, printed: true, waiting: true })),
    ['not-issued', 'already-printed', 'being-printed'],
  )
})

test('a text has paragraphs by empty lines and headings by ##, and nothing else of it is markup', () => {
  assert.deepEqual(passagesOf('One.\r\n\r\nTwo\nlines.\n## Why\nThree.\n\n# not a heading'), [
    { title: null, paragraphs: ['One.', 'Two\nlines.'] },
    { title: 'Why', paragraphs: ['Three.', '# not a heading'] },
  ])
  assert.deepEqual(passagesOf(' \n\n '), [])
})

test('a practice moves one place, and stays where it is at either end', () => {
  assert.deepEqual(movedIn([1, 2, 3], 2, 'earlier'), [2, 1, 3])
  assert.deepEqual(movedIn([1, 2, 3], 2, 'later'), [1, 3, 2])
  assert.deepEqual(movedIn([1, 2, 3], 1, 'earlier'), [1, 2, 3])
  assert.deepEqual(movedIn([1, 2, 3], 3, 'later'), [1, 2, 3])
  assert.deepEqual(movedIn([1, 2, 3], 9, 'later'), [1, 2, 3])
})

test('chapters follow the declaration, or the cities in the order in which they were chosen', () => {
  const content = (principles: string[]) => ({ principles })
  const practices = [
    chosen(1, 'lyon', content(['privacy', 'access'])),
    chosen(2, 'brest', content(['access'])),
    chosen(3, 'lyon', content(['forgotten'])),
  ]
  const book = bookOf({ practices })
  const told = (one: Book) =>
    chaptersOf(one).map(({ of, practices: all }) => [of, ...all.map(({ number }) => number)])
  assert.deepEqual(told(book), [
    ['access', 2],
    ['privacy', 1],
    ['forgotten', 3],
  ])
  const byCity = { ...book, words: { ...book.words, arranged: 'city' as const } }
  assert.deepEqual(told(byCity), [
    ['lyon', 1, 3],
    ['brest', 2],
  ])
})
