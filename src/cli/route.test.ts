import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { routeCommand } from './route.ts'
import { Unusable } from './unusable.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-route-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function run(instructions: string, text: string, ...more: string[]): string {
  const [kept, written] = [process.stdout.write.bind(process.stdout), [] as string[]]
  const file = join(folder, 'categories.json')
  writeFileSync(file, instructions)
  process.stdout.write = (part) => written.push(String(part)) > 0
  try {
    routeCommand().parse(['--instructions', file, '--text', text, ...more], { from: 'user' })
  } finally {
    process.stdout.write = kept
  }
  return written.join('')
}
const categories = JSON.stringify([
  { name: 'Lamps', instructions: 'Street lamps that are dark, broken or flicker.' },
  { name: 'Waste', instruction: 'Rubbish bags beside containers, and things that were dumped.' },
])

test('anybody sorts a text by instructions alone, and reads which words counted', () => {
  assert.match(
    run(categories, 'Two bags of rubbish lie here'),
    /^0\.\d+ {2}Waste {2}because of (bags|rubbish)/,
  )
  const Ranked = z.array(z.object({ name: z.string(), score: z.number() }))
  const all = Ranked.parse(JSON.parse(run(categories, 'a lamp flickers', '--json')))
  assert.deepEqual(
    all.map(({ name }) => name),
    ['Lamps', 'Waste'],
  )
  assert.match(run(categories, 'xyzzy'), /a person decides/)
})

test('a list that cannot be used is refused with the place of its fault', () => {
  assert.throws(() => run('[{"name": "Lamps"}]', 'lamp'), /entry 1 has no name or no instructions/)
  assert.throws(() => run('[]', 'lamp'), /no list of categories/)
  assert.throws(() => run('{', 'lamp'), /is not JSON/)
})

test('a list as a spreadsheet program saves it is read, and every fault is one line that says what to change', () => {
  assert.match(run(`\uFEFF${categories}`, 'a lamp flickers'), /Lamps/)
  const faulty = (instructions: string) => {
    try {
      run(instructions, 'lamp')
    } catch (failure) {
      assert.ok(failure instanceof Unusable, 'as for every file that cannot be used')
      return failure.message
    }
    return ''
  }
  assert.match(faulty('xx\n\nyy'), /^[^\n]*categories\.json is not JSON: [^\n]*$/)
  assert.match(faulty('[{"name": "Lamps"}]'), /entry 1 has no name or no instructions\.$/)
  assert.match(faulty('{}'), /no list of categories, each with a name and instructions\.$/)
})
