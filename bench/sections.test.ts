/** The page of figures: one part is measured again, the others keep their figures and their dates. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stampLines, withSections } from './sections.ts'

const order = ['Pages', 'The hub', 'One post to a list']
const page =
  '# Benchmarks\n\nAbout.\n\n## Pages: 100 reports\n\nOld, of 2026-01-01.\n\n## By hand\n\nWords.\n'

test('a section that is measured again takes the place of the old one, and nothing else changes', () => {
  const text = '## Pages: 200 reports\n\nNew.'
  assert.equal(
    withSections(page, [{ begins: 'Pages', text }], order),
    page.replace('100 reports\n\nOld, of 2026-01-01.', '200 reports\n\nNew.'),
  )
})

test('a section that is new stands in its place; what somebody wrote by hand stays at the end', () => {
  const hub = { begins: 'The hub', text: '## The hub\n\nFast.' }
  const list = { begins: 'One post to a list', text: '## One post to a list of 10\n\nOnce.' }
  const once = withSections(page, [list], order)
  const twice = withSections(once, [hub], order)
  assert.deepEqual(twice.match(/^## .*/gm), [
    '## Pages: 100 reports',
    '## The hub',
    '## One post to a list of 10',
    '## By hand',
  ])
  assert.equal(withSections(twice, [], order), twice)
})

test('figures of a machine that others used as well say so', () => {
  const stamp = { at: '2026-11-26T10:00:00Z', machine: 'Node v24, 2 cores', cores: 2 }
  const said = (before: number) => stampLines('hub', { ...stamp, load: [before, 3] }).join('\n')
  assert.match(said(0.2), /Measured on 2026-11-26 with `npm run bench -- --only hub`/)
  assert.match(said(0.2), /before and after: 0\.2 and 3\.0/)
  assert.doesNotMatch(said(0.2), /shared/)
  assert.match(said(4.5), /The machine was shared/)
})
