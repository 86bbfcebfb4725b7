import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { trainCommand } from './train.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-train-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const [file, page] = [join(folder, 'requests.csv'), join(folder, 'page.md')]

async function run(...more: string[]): Promise<string> {
  const [kept, written] = [process.stdout.write.bind(process.stdout), [] as string[]]
  process.stdout.write = (part) => written.push(String(part)) > 0
  try {
    await trainCommand().parseAsync(['routing', ...more], { from: 'user' })
  } finally {
    process.stdout.write = kept
  }
  return written.join('')
}
const rows = Array.from({ length: 300 }, (_, at) => {
  const [text, kind] = at % 2 ? ['the lamp stays dark at', 'Lamps'] : ['a deep hole in', 'Roads']
  const when = new Date(Date.UTC(2026, 0, 1, at)).toISOString()
  return `${text} house n${at},${kind},${when},${at % 3 ? 'north' : 'south'}`
})
writeFileSync(file, `what,kind,when,where\n${rows.join('\n')}\n`)
const columns = ['--text', 'what', '--category', 'kind', '--at', 'when', '--by', 'where']

test('anybody judges on a file of a city what could be learned from it, and gets the page', async () => {
  const said = await run('--file', file, ...columns, '--evaluation', page)
  assert.equal(said, readFileSync(page, 'utf8'))
  assert.match(said, /300 different texts\. Judged only/)
  assert.match(said, /\| sorted rightly \| 1\.000 \|/)
  assert.match(said, /Judged on 30: too few to say more/)
  assert.match(said, /SHA-256 `[0-9a-f]{64}`/)
})

test('a file without its columns, and something that cannot be trained, are said in one sentence', async () => {
  await assert.rejects(run('--file', file), /name its columns/)
  await assert.rejects(trainCommand().parseAsync(['ovens'], { from: 'user' }), /There is: routing/)
})

const plain = ['--text', 'what', '--category', 'kind', '--at', 'when']
let files = 0
/** Judges a file with these rows below its header. */
function judging(lines: readonly string[], ...more: string[]): Promise<string> {
  const path = join(folder, `given-${(files += 1)}.csv`)
  writeFileSync(path, `what,kind,when\n${lines.join('\n')}\n`)
  return run('--file', path, ...plain, ...more)
}
const three = rows.map((row) => row.split(',').slice(0, 3))
const lines = (change: (cells: readonly string[], at: number) => readonly string[]) =>
  three.map((cells, at) => change(cells, at).join(','))

test('what was written when has to be readable: days the other way round would be put into a wrong order unseen', async () => {
  const german = lines(([what = '', kind = ''], at) => [what, kind, `${1 + (at % 28)}/01/2026`])
  await assert.rejects(judging(german), {
    message: /^Line 2, column when: "1\/01\/2026" is not a moment .* earlier and what is later/,
    name: 'Unusable',
  })
  await assert.rejects(
    judging(lines(([what = '', kind = '']) => [what, kind, 'NaN'])),
    /"NaN" is not/,
  )
})

test('texts of two time zones stand in the order in which they were written', async () => {
  // By the clock on the wall those of the far east would be among the last, and some of the last be learned from.
  const zoned = lines(([what = '', , when = ''], at) => {
    const isLate = at >= 240
    const east = new Date(Date.parse(when) + 14 * 3_600_000).toISOString()
    return [what, isLate ? 'Late' : 'Early', isLate ? when : east.replace('Z', '+14:00')]
  })
  await assert.rejects(judging(zoned), /300 different texts: those .* all have one category/)
})

test('a file nothing can be learned from is told so, and what to do', async () => {
  await assert.rejects(judging([]), /no row with both a text \(what\) and a category \(kind\)/)
  await assert.rejects(judging(lines(([, kind = '', when = '']) => [' ', kind, when])), /no row/)
  const same = lines(([, kind = '', when = '']) => ['the same', kind, when])
  await assert.rejects(judging(same), /has 1 different texts: at least 20 are needed/)
  const one = lines(([what = '', , when = '']) => [what, 'Lamps', when])
  await assert.rejects(judging(one), /300 different texts: .* nothing to tell apart/)
})

test('texts in a language nobody here knows are not called Dutch: somebody names theirs', async () => {
  const strange = lines(([, kind = '', when = ''], at) => [`街灯 ${at}号`, kind, when])
  await assert.rejects(
    judging(strange),
    /No word tells the language.*--language, one of: nl, en, es, ar/,
  )
  assert.match(await judging(strange, '--language', 'es'), /### Spanish/)
})

test('rows without a text are left out and counted, and a category of one text does no harm', async () => {
  const some = lines(([what = '', kind = '', when = ''], at) => {
    if (at < 7) return ['', kind, when]
    return [what, at === 50 ? 'Stray' : kind, when]
  })
  assert.match(
    await judging(some),
    /293 different texts\. .*Rows without text or category, which were left out: 7\./,
  )
})

test('a page that cannot be written is said before anything is learned', async () => {
  const nowhere = join(folder, 'nowhere', 'page.md')
  await assert.rejects(
    judging([], '--evaluation', nowhere),
    /There is no folder .*nowhere for the page/,
  )
})

test('a folder that was misspelt is said to hold no city, and none is founded there', async () => {
  const misspelt = join(folder, 'luzara')
  const { DATABASE_URL: server } = process.env
  delete process.env['DATABASE_URL']
  try {
    await assert.rejects(run('--data', misspelt), /There is no city in .*luzara/)
  } finally {
    if (server !== undefined) process.env['DATABASE_URL'] = server
  }
  assert.equal(existsSync(misspelt), false)
})
