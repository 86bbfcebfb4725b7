import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { programIn } from '#test/browser'
import { openPrinter } from './printer.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cityright-printer-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const leftOver = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('cityright-print-'))

async function script(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, `#!/bin/sh\n${text}\n`)
  await chmod(file, 0o700)
  return file
}

async function isAlive(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return state !== '' && !/^\d+ \(.*\) Z/.test(state)
}

test('a page is printed as a tagged PDF with an outline, in the fonts of the city, and nothing is asked of a network', async (t) => {
  const program = await programIn(folder)
  if (program === undefined) return t.skip('no Chromium is here')
  const asked: string[] = []
  const server = createServer((request, reply) => {
    asked.push(String(request.url))
    reply.end()
  }).listen(0, '127.0.0.1')
  try {
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const link = `http://127.0.0.1:${port}`
    const html = `<!doctype html><html lang="ar" dir="rtl"><title>T</title><link rel="stylesheet" href="${link}/style">
      <style>body { font-family: 'Noto Sans Arabic' } @page { size: A4 }</style>
      <h1>مدينة</h1><h2>Two</h2><img src="${link}/image"><script>document.write('<img src="${link}/script">')</script>`
    const result = await openPrinter(program).print(html, never)
    assert.ok('pdf' in result, JSON.stringify(result))
    const pdf = Buffer.from(result.pdf).toString('latin1')
    assert.match(pdf, /\/Marked true/)
    assert.match(pdf, /\/Outlines/)
    assert.match(pdf, /\/Lang \(ar\)/)
    assert.deepEqual(asked, [])
  } finally {
    server.close()
  }
})

test('a program that hangs is ended, with everything it started, and the city is told that it was too slow', async () => {
  const marks = join(folder, 'pids')
  const hanging = await script('hanging', `sleep 60 & echo $! $$ > ${marks}\nsleep 60`)
  const before = await leftOver()
  const result = await openPrinter(hanging, 3000).print('<p>', never)
  assert.deepEqual(result, { failed: 'too-slow' })
  const pids = (await readFile(marks, 'utf8')).trim().split(' ').map(Number)
  assert.equal(pids.length, 2)
  for (let tries = 0; tries < 400 && (await isAlive(pids[0] ?? 0)); tries += 1) await pause(50)
  for (const pid of pids) assert.equal(await isAlive(pid), false)
  assert.deepEqual(await leftOver(), before, 'nothing stays behind')
})

test('a city that stops does not wait for a program that prints', async () => {
  const hanging = await script('waiting', 'sleep 60')
  const stop = new AbortController()
  const began = Date.now()
  const printing = openPrinter(hanging).print('<p>', stop.signal)
  setTimeout(() => stop.abort(), 200)
  assert.ok('failed' in (await printing))
  assert.ok(Date.now() - began < 10_000)
})

test('a program that prints learns no setting of the city, and one that fails or is not there is named as such', async () => {
  process.env['DATABASE_URL_OF_A_TEST'] = 'postgres://secret'
  try {
    const seen = join(folder, 'seen')
    const curious = await script('curious', `env > ${seen}`)
    const result = await openPrinter(curious).print('<p>', never)
    assert.ok('failed' in result)
    assert.equal(result.failed, 'broken')
    assert.ok(existsSync(seen))
    const names = (await readFile(seen, 'utf8')).split('\n').map((line) => line.split('=')[0] ?? '')
    const known = ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR', '_', 'SHLVL', 'OLDPWD', '']
    const others = names.filter((name) => !known.includes(name) && !/^(?:LD_|FONTC)/.test(name))
    assert.deepEqual(others, [])
  } finally {
    delete process.env['DATABASE_URL_OF_A_TEST']
  }
  const missing = await openPrinter(join(folder, 'missing')).print('<p>', never)
  assert.ok('failed' in missing && missing.failed === 'no-program')
  assert.deepEqual(await openPrinter(undefined).print('<p>', never), { failed: 'no-program' })
})
