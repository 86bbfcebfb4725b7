import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentDisposition, safeName } from './index.ts'

const names: [given: string, safe: string][] = [
  ['plan.pdf', 'plan.pdf'],
  ['../../etc/passwd.txt', 'passwd.txt'],
  ['C:\\Users\\Amina\\My plan.pdf', 'My plan.pdf'],
  ['خطة الحي.pdf', 'خطة الحي.pdf'],
  ['bill\u202Efdp.exe.pdf', 'bill fdp.exe.pdf'],
  ['a\r\nSet-Cookie: x.pdf', 'a Set-Cookie x.pdf'],
  ['.htaccess', 'htaccess'],
  ['con.txt', 'file-con.txt'],
  ['<script>.pdf', 'script.pdf'],
  ['...', 'file'],
  ['', 'file'],
]

for (const [given, safe] of names) {
  test(`a file sent as ${JSON.stringify(given)} is kept as "${safe}"`, () => {
    assert.equal(safeName(given), safe)
  })
}

test('a name of a thousand letters is cut, its extension is not', () => {
  const name = safeName(`${'é'.repeat(1000)}.pdf`)
  assert.equal(Array.from(name).length, 124)
  assert.match(name, /\.pdf$/)
})

test('a download is named for every browser, and nothing can be added to the header', () => {
  assert.equal(contentDisposition('plan.pdf'), 'attachment; filename="plan.pdf"')
  assert.equal(contentDisposition('a.webp', 'inline'), 'inline; filename="a.webp"')
  assert.equal(
    contentDisposition("l'été.pdf"),
    `attachment; filename="l_ete.pdf"; filename*=UTF-8''l%27%C3%A9t%C3%A9.pdf`,
  )
  const nasty = contentDisposition('x"; filename="evil.exe\r\nX: y.pdf')
  assert.doesNotMatch(nasty, /evil\.exe"|[\r\n]/)
})
