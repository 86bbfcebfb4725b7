import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cell, xml } from '#core/pages'

test('a cell that a spreadsheet would take for a formula is only text', () => {
  assert.equal(
    cell('=HYPERLINK("https://evil.example")'),
    `"'=HYPERLINK(""https://evil.example"")"`,
  )
  assert.equal(cell('+34 600'), "'+34 600")
  assert.equal(cell(-3.7), '-3.7')
  assert.equal(cell('two\nlines, one comma'), '"two\nlines, one comma"')
  assert.equal(cell(null), '')
})

test('news hold no sign that would break them', () => {
  assert.equal(xml('<b>a & "b"\u0000\u000B</b>'), '&lt;b&gt;a &amp; &quot;b&quot;&lt;/b&gt;')
  assert.equal(xml('lamp 💡 مصباح'), 'lamp 💡 مصباح')
})
