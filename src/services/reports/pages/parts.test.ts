import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Gathered } from '../store/map.ts'
import { boxIn, tilesOf } from './map.tsx'
import { spaced } from './mine/sent.tsx'
import { speaksOf } from './new/what.tsx'
import { apart } from './parts/apart.ts'
import { beginning } from './parts/card.tsx'
import { linkTo, pointIn } from './parts/looking.ts'
import { refusedAs } from '../trial.ts'

test('a point is read as people copy it from a map, and nothing else is a point', () => {
  assert.deepEqual(pointIn('36.94, 12.46'), { lat: 36.94, lon: 12.46 })
  assert.deepEqual(pointIn(' -36.94;12 '), { lat: -36.94, lon: 12 })
  for (const wrong of ['', 'harbour', '99, 12', '36.94', '36.94, 181', undefined]) {
    assert.equal(pointIn(wrong), undefined, String(wrong))
  }
})

test('a part of a map is four numbers in the right order', () => {
  assert.deepEqual(boxIn('12.4,36.9,12.5,37'), [12.4, 36.9, 12.5, 37])
  assert.deepEqual(boxIn('-200,-90,200,90'), [-180, -85, 180, 85])
  for (const wrong of ['', '1,2,3', 'a,b,c,d', '2,0,1,1', '0,2,1,1', '1,2,3,4,5']) {
    assert.throws(() => boxIn(wrong), refusedAs('invalid'), wrong)
  }
})

test('nearly the same part of a map is the same part, and never a smaller one', () => {
  const [west, south, east, north] = tilesOf([12.41, 36.91, 12.49, 36.97], 12)
  assert.ok(west <= 12.41 && south <= 36.91 && east >= 12.49 && north >= 36.97)
  assert.deepEqual(tilesOf([12.411, 36.912, 12.489, 36.969], 12), [west, south, east, north])
  assert.deepEqual(tilesOf([-180, -85, 180, 85], 2), [-180, -85, 180, 85])
})

test('a category is found without accents, in any language of the city', () => {
  const bin = {
    code: 'full-bin',
    group: 'cleaning',
    name: { en: 'Full bin', es: 'Contenedor lleno', ar: 'حاوية ممتلئة' },
    instructions: { en: 'A bin runs over.', es: 'Está rebosando.' },
    unit: 'cleaning',
    publicPoint: true,
    publicText: true,
    slaDays: 3,
    slaIn: 'calendar' as const,
    radius: 50,
    active: true,
    unsorted: false,
    questions: [],
  }
  for (const words of ['bin', 'ESTA rebosando', 'ممتلئة', 'clean full', '']) {
    assert.ok(speaksOf(bin, 'Cleaning', words), words)
  }
  assert.ok(!speaksOf(bin, 'Cleaning', 'bin lamp'))
})

test('marks that would cover each other become one, and none is lost', () => {
  const mark = (lon: number, count: number): Gathered => ({
    ...{ lon, lat: 36.93, count, open: count, number: 'R-1', category: 'c', state: 'received' },
  })
  const found = [mark(12.45, 1), mark(12.4501, 4), mark(12.5, 2)]
  assert.deepEqual(
    apart(found, 12).map(({ lon, count }) => [lon, count]),
    [
      [12.4501, 5],
      [12.5, 2],
    ],
  )
  assert.equal(apart(found, 20).length, 3)
})

test('addresses, codes and first words read well', () => {
  assert.equal(linkTo('/reports', { words: 'a b', state: undefined }), '/reports?words=a+b')
  assert.equal(linkTo('/reports', { after: null, near: '' }), '/reports')
  assert.equal(spaced('abcdefghij'), 'abcd efgh ij')
  assert.equal(beginning('short'), 'short')
  assert.equal(beginning('one two three four', 10), 'one two …')
})
