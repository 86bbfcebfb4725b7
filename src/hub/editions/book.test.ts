import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { speakers } from '#core/text'
import cities from '#hub/cities'
import declaration from '#hub/declaration'
import practices from '#hub/practices'
import { journey } from '#test/browser'
import { unzipped } from '#test/unzipped'
import { XMLValidator } from 'fast-xml-parser'
import { fileTypeFromBuffer } from 'file-type'
import { epubOf } from './book/epub.ts'
import { htmlOf } from './book/html.ts'
import type { Words } from './model.ts'
import editions from './service.ts'
import { bookOf } from './trial-book.ts'

const LANGUAGES = ['en', 'es', 'ar']
const texts = [cities, declaration, practices, editions].map((service) => service.texts)
const speak = speakers(texts, LANGUAGES, 'Europe/Madrid')
const proof = {
  ...{ entry: '0199', position: 12, sha256: 'ef'.repeat(32) },
  checkpoint: { origin: 'hub.example/record', size: 20, root: 'cm9vdA==' },
}

function drawn(language: string, said: Partial<Words> = {}) {
  const book = bookOf({}, { language, ...said })
  return { book, say: speak(language), sha256: proof.sha256, proof }
}

test('whatever cities wrote, a booklet has no script, fetches nothing, and every link in it leads somewhere', () => {
  for (const language of LANGUAGES)
    for (const arranged of ['principle', 'city'] as const) {
      const html = htmlOf(drawn(language, { arranged }))
      assert.doesNotMatch(
        html,
        /<script|<img|<iframe|<link|\ssrc=|\sstyle=|\son\w+=|url\(|@import/i,
      )
      assert.doesNotMatch(html, /⟦|undefined|\[object/)
      assert.ok(!html.includes('\u0007'))
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length, 'no name stands twice')
      for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target))
    }
})

test('the words of an edition begin on the side of its language, those of a practice on the side of its own', () => {
  const html = htmlOf(drawn('ar'))
  assert.match(html, /<html lang="ar" dir="rtl">/)
  assert.match(html, /<h3 id="practice-1-title" lang="fr" dir="ltr">/)
  assert.match(html, /<h3 id="practice-2-title" lang="ar" dir="rtl">/)
  assert.match(htmlOf(drawn('es')), /<html lang="es" dir="ltr">/)
})

test('another content has another cover', () => {
  const cover = (sha256: string) => /<svg.*?<\/svg>/s.exec(htmlOf({ ...drawn('en'), sha256 }))?.[0]
  assert.notEqual(cover('ef'.repeat(32)), cover(`${'ef'.repeat(31)}ee`))
  assert.equal((cover('ef'.repeat(32)) ?? '').split('<path').length - 1, 64)
})

test('an EPUB is one for other programs: its type comes first and stored, and every document of it is XML', async () => {
  for (const language of LANGUAGES) {
    const bytes = epubOf(drawn(language), '2026-03-02T09:00:00.000Z')
    assert.equal((await fileTypeFromBuffer(bytes))?.mime, 'application/epub+zip')
    assert.equal(bytes.subarray(30, 58).toString('latin1'), 'mimetypeapplication/epub+zip')
    const files = unzipped(bytes)
    for (const [name, text] of files)
      if (/\.(?:xhtml|opf|xml|svg)$/.test(name))
        assert.equal(XMLValidator.validate(text), true, name)
    const opf = files.get('EPUB/package.opf') ?? ''
    const listed = [...opf.matchAll(/ href="([^"]+)"/g)].map(([, href]) => `EPUB/${href}`)
    const inside = [...files.keys()].filter((name) => name.startsWith('EPUB/'))
    assert.deepEqual([...listed, 'EPUB/package.opf'].toSorted(), inside.toSorted())
    const direction = language === 'ar' ? 'rtl' : 'ltr'
    assert.match(opf, new RegExp(`page-progression-direction="${direction}"`))
    for (const [, file = '', id] of (files.get('EPUB/nav.xhtml') ?? '').matchAll(
      /href="(part[^#]+)#([^"]+)"/g,
    ))
      assert.ok(files.get(`EPUB/${file}`)?.includes(` id="${id}"`), `${file}#${id}`)
  }
})

test('the same content makes the same bytes', () => {
  const made = () => epubOf(drawn('en'), '2026-03-02T09:00:00.000Z')
  assert.deepEqual(made(), made())
  assert.equal(htmlOf(drawn('en')), htmlOf(drawn('en')))
})

journey(
  'axe finds nothing in a booklet that lies on a disk, and nothing sticks out of a narrow screen',
  async (browser) => {
    const folder = await mkdtemp(join(tmpdir(), 'cityright-book-'))
    const wrong: string[] = []
    try {
      for (const language of LANGUAGES) {
        const file = join(folder, `${language}.html`)
        await writeFile(
          file,
          htmlOf(drawn(language, { arranged: language === 'es' ? 'city' : 'principle' })),
        )
        const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
        const page = await context.newPage()
        page.on(
          'request',
          (request) => request.url().startsWith('file:') || wrong.push(request.url()),
        )
        page.on('console', (line) => wrong.push(line.text()))
        await page.goto(pathToFileURL(file).href)
        const over = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        if (over !== 0) wrong.push(`${language} sticks out by ${over}`)
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        wrong.push(
          ...violations.map(({ id, nodes }) => `${language} ${id} ${nodes[0]?.html.slice(0, 150)}`),
        )
        await context.close()
      }
    } finally {
      await rm(folder, { recursive: true })
    }
    assert.deepEqual(wrong, [])
  },
)
