import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
