import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageAt, placesOf } from './places.ts'
import { trial } from './trial.ts'

const places = placesOf([trial])

test('a page with a fixed address comes before one that takes any', () => {
  assert.equal(pageAt(places, '/trial/numbers')?.page.name, 'trial.numbers')
  assert.equal(pageAt(places, '/trial/other')?.page.name, 'trial.place')
  assert.equal(pageAt(places, '/trial/a/b'), undefined)
})

test('what stands in an address is read as it was meant', () => {
  assert.deepEqual(pageAt(places, '/trial/calle%20mayor%2F3')?.params, { id: 'calle mayor/3' })
})

test('an address that is cut in the middle of a sign leads nowhere, and to no fault', () => {
  for (const path of ['/trial/%', '/trial/%zz', '/trial/%c0%af']) {
    assert.equal(pageAt(places, path), undefined, path)
  }
})
