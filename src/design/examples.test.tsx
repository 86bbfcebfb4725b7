import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawExample, examples } from './examples.tsx'

const LANGUAGES = ['en', 'es', 'ar']
const all = Object.keys(examples).flatMap((name) =>
  LANGUAGES.map((language) => ({ name, language })),
)

const found = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map((hit) => hit[1] ?? '')

test('every component says everything in English and in Arabic', () => {
  for (const { name, language } of all.filter((one) => one.language !== 'es')) {
    assert.doesNotMatch(drawExample(name, language), /⟦|undefined|NaN/, `${name} in ${language}`)
  }
})

test('every page has one title, and no rank of titles is left out', () => {
  for (const { name, language } of all) {
    const ranks = found(drawExample(name, language), /<h([1-6])/g).map(Number)
    assert.equal(ranks.filter((rank) => rank === 1).length, 1, name)
    ranks.forEach((rank, index) =>
      assert.ok(rank <= (ranks[index - 1] ?? 0) + 1, `${name}: h${rank}`),
    )
  }
})

test('no page names a style, a script or an address of somebody else', () => {
  for (const { name, language } of all) {
    const html = drawExample(name, language)
    assert.doesNotMatch(html, /\sstyle=|\son\w+=|<style|<script(?![^>]* src=)/, name)
    assert.doesNotMatch(html.replaceAll('http://www.w3.org', ''), /https?:\/\//, name)
  }
})

test('an id stands once on a page, and whatever points to one finds it', () => {
  for (const { name, language } of all) {
    const html = drawExample(name, language)
    const ids = found(html, /\sid="([^"]+)"/g)
    assert.deepEqual([...new Set(ids)], ids, name)
    const pointers = found(html, /\s(?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)
    const links = found(html, /href="#([^"]+)"/g)
    for (const id of [...pointers.flatMap((value) => value.split(' ')), ...links]) {
      assert.ok(ids.includes(id), `${name} points to ${id}`)
    }
  }
})

test('an Arabic page reads from right to left', () => {
  assert.match(drawExample('timeline', 'ar'), /<html lang="ar" dir="rtl">/)
})

test('a page without a form asks for no proof that a form is ours, so it needs no cookie', () => {
  for (const name of ['cards', 'filters', 'problem 404', 'front page']) {
    assert.doesNotMatch(drawExample(name, 'en'), /example-token|example-one-time-key/, name)
  }
  assert.match(drawExample('one button', 'en'), /name="csrf" value="example-token"/)
})
