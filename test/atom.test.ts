import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requireAtom } from '#test/atom'

const entry = `<entry>
<id>urn:uuid:01a2172c-1c9f-70f3-a5be-5778611437cf</id>
<title>A lamp &amp; its post</title>
<link href="https://luzarra.example/reports/R-1"/>
<updated>2026-11-27T09:00:00.000Z</updated>
<georss:point>36.9 12.4</georss:point>
</entry>`
const good = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="en">
<id>https://luzarra.example/reports</id>
<title>Reports</title>
<updated>2026-11-27T09:00:00Z</updated>
<author><name>Luzarra</name></author>
<link rel="self" href="https://luzarra.example/reports.atom"/>
${entry}
</feed>
`

test('news as they should be are read', () => {
  assert.equal(requireAtom(good).length, 1)
})

const wrong: readonly [string, string, string][] = [
  ['without an id', '<id>https://luzarra.example/reports</id>', ''],
  ['with two titles', '<title>Reports</title>', '<title>A</title><title>B</title>'],
  ['with a day that does not exist', '2026-11-27T09:00:00Z', '2026-02-30T09:00:00Z'],
  ['with a day without its hour', '2026-11-27T09:00:00Z', '2026-11-27'],
  ['older than their newest entry', '2026-11-27T09:00:00Z', '2026-11-26T09:00:00Z'],
  ['by nobody', '<author><name>Luzarra</name></author>', ''],
  [
    'with an address that leads nowhere',
    'href="https://luzarra.example/reports/R-1"',
    'href="/R-1"',
  ],
  ['with a bare ampersand', 'lamp &amp; its', 'lamp & its'],
  ['with an element that does not end', '</entry>', ''],
  [
    'with a word Atom does not know',
    '<title>Reports</title>',
    '<title>R</title><pubDate>x</pubDate>',
  ],
  ['with a prefix of nothing', ' xmlns:georss="http://www.georss.org/georss"', ''],
  ['that say one thing twice', entry, `${entry}${entry}`],
]
for (const [how, from, to] of wrong) {
  test(`news ${how} are not taken for Atom`, () => {
    const bad = good.replace(from, to)
    assert.notEqual(bad, good)
    assert.throws(() => requireAtom(bad), assert.AssertionError)
  })
}
