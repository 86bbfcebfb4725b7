/** Every house rule is shown a house that breaks it: a check that cannot fail is no check. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { functionsOf } from './architecture/form.ts'
import { migrationHash } from './architecture/sql.ts'
import { rules, violations } from './architecture.ts'

type Files = Readonly<Record<string, string>>

const glossary =
  '| word | meaning |\n|---|---|\n| report, lamp | what somebody saw |\n| jobs, web | rooms |\n'
const service = (uses: string) => `export default service({\n  uses: [${uses}],\n})\n`
const declared = (kind: string, path: string) =>
  `const x = ${kind}({\n  name: 'lamp.x',\n  path: '${path}',\n})\n`
const longFunction = `export function long(): void {\n${'  look()\n'.repeat(40)}}\n`

const broken: Readonly<Record<string, Files>> = {
  'A relative import stays in its own room': {
    'src/services/lamp/store.ts': `import { x } from '../report/store.ts'`,
  },
  'The core knows no service and no design': {
    'src/core/jobs/index.ts': `import lamp from '#services/lamp'`,
  },
  'The design knows no service': { 'src/design/a.tsx': `import lamp from '#services/lamp'` },
  'A core folder has its place in the order': { 'src/core/lamp/index.ts': '' },
  'A core folder imports only those before it': {
    'src/core/jobs/index.ts': `import {\n  type Web,\n} from '#core/web'`,
  },
  'The formats of the record know neither database nor network': {
    'src/core/record/log/tiles.ts': `import { sql } from '#core/database'`,
  },
  'A service uses another only if it says so': {
    'src/services/lamp/actions.ts': `import report from '#services/report'`,
    'src/services/lamp/service.ts': service(`'record'`),
  },
  'Services do not use each other in a circle': {
    'src/services/lamp/service.ts': service(`'report'`),
    'src/services/report/service.ts': service(`'lamp'`),
  },
  'What every city runs stands without the hub': {
    'src/services/lamp/actions.ts': `import report from '#hub/report'`,
    'src/services/lamp/service.ts': service(`'report'`),
  },
  'No two services have the same name': {
    'src/services/lamp/service.ts': service(''),
    'src/hub/lamp/service.ts': service(''),
  },
  'Each part of a service imports only what it needs': {
    'src/services/lamp/rules.ts': `import { type Tx } from '#core/database'`,
  },
  'Time, chance, settings and the network come from outside': {
    'src/services/lamp/rules.ts': 'const now = Date.now()',
  },
  'SQL of a service lives in its store': {
    'src/services/lamp/actions.ts': 'tx.run(sql`select 1`)',
  },
  'SQL touches only its own schema': {
    'src/services/lamp/store.ts': 'sql`select 1 from jobs.job`',
    'src/core/jobs/store.ts': '',
  },
  'A decision is asked through the register, which knows the version in force': {
    'src/services/lamp/intake.ts': 'const { outcome } = sort.decide(facts)',
  },
  'A field that a machine decides says by which decision or role': {
    'src/services/lamp/migrations/0001-a.sql':
      'alter table lamp.report\n  add column unit_decision text references decisions.taken (id);',
    'src/services/lamp/store.ts':
      'sql`update lamp.report set state = 1, unit = ${unit} where number = 1`',
  },
  'A folder or table has a word of the glossary': {
    'src/services/lamp/migrations/0001-a.sql': 'create table lamp.gizmo (id text)',
  },
  'A released migration never changes': {
    'src/services/lamp/migrations/0001-a.sql': 'create schema lamp;',
    'docs/reference/migrations.txt': `${migrationHash('create schema old;')} src/services/lamp/migrations/0001-a.sql\n`,
  },
  'A migration is a numbered SQL file': { 'src/services/lamp/migrations/lamps.sql': '' },
  'Every action stands on a page': {
    'src/services/lamp/pages.tsx': declared('page', '/lamps/:lamp'),
    'src/services/lamp/actions.ts': declared('action', '/lights/:lamp/mend'),
  },
  'An address is plain words, parameters and dashes': {
    'src/services/lamp/pages.tsx': declared('page', '/Lamps/show_all'),
  },
  'The public record names no personal field': {
    'src/services/lamp/entries.ts': `export const seen = entry('lamp.seen', z.object({ lamp: z.string(), email: z.string() }))`,
  },
  'No file is longer than 200 lines, no test than 300': {
    'src/core/kernel/index.ts': '\n'.repeat(202),
  },
  'No file is larger than a megabyte': { 'docs/lamp.json': `"${'lamp'.repeat(250_001)}"` },
  'What people read to its end is short': { 'src/services/lamp/README.md': 'lamp\n'.repeat(61) },
  'No function is longer than 40 lines': { 'src/core/kernel/long.ts': longFunction },
  'Only service.ts has a default export': { 'src/services/lamp/model.ts': 'export default 1' },
  'A name says what it means': { 'src/core/kernel/a.ts': 'export function getLamp() {}' },
  'Files are named in kebab-case': { 'src/core/kernel/someLamp.ts': '' },
  'A service does not escape from its types': {
    'src/services/lamp/model.ts': 'const lamp: any = 1',
  },
}

const house = (files: Files) => new Map(Object.entries({ 'docs/glossary.md': glossary, ...files }))

for (const [sentence, files] of Object.entries(broken)) {
  test(`catches: ${sentence}`, () => {
    const found = violations(house(files))
    assert.ok(
      found.some((line) => line.startsWith(sentence)),
      found.join('\n') || 'nothing was caught',
    )
  })
}

/** The rules about services that a service of the hub can break; it must not get away with it. */
const asHub = Object.entries(broken).flatMap(([sentence, files]) => {
  const there = Object.entries(files).filter(([file]) => file.startsWith('src/services/'))
  return there.length > 0 && !/hub|same name/.test(sentence) ? [{ sentence, files }] : []
})
const moved = (text: string) =>
  text.replaceAll('src/services/', 'src/hub/').replaceAll('#services/', '#hub/')

for (const { sentence, files } of asHub) {
  test(`catches it in the hub as well: ${sentence}`, () => {
    const there = Object.entries(files).map(([file, text]) => [moved(file), moved(text)] as const)
    const found = violations(house(Object.fromEntries(there)))
    assert.ok(
      found.some((line) => line.startsWith(sentence)),
      found.join('\n') || 'nothing was caught',
    )
  })
}

test('every rule has a house that breaks it', () => {
  assert.deepEqual(Object.keys(broken).toSorted(), Object.keys(rules).toSorted())
})

test('a house in order breaks no rule', () => {
  const files = {
    'src/services/lamp/service.ts': service(''),
    'src/services/lamp/model.ts': `import { z } from 'zod'\nexport const state = z.enum(['dark', 'lit'])`,
    'src/services/lamp/store.ts':
      'sql`select extract(epoch from lamp.at) from lamp.lamp join lamp.report r on r.id = lamp.id`',
    'src/services/lamp/pages.tsx': declared('page', '/lamps/:lamp'),
    'src/services/lamp/actions.ts': declared('action', '/lamps/:number/mend'),
    'src/services/lamp/migrations/0001-a.sql': 'create table lamp.lamp (id text);',
    'src/services/lamp/entries.ts': `entry('lamp.mended', z.object({ lamp: z.string(), unit: z.string() }))`,
    'src/core/web/lamp.test.ts': `import lamp from '#services/lamp'`,
    'src/hub/report/service.ts': service(`'lamp'`),
    'src/hub/report/actions.ts': `import lamp from '#services/lamp'`,
  }
  assert.deepEqual(violations(house(files)), [])
})

test('any core folder may know the formats of the record, and nothing else of the record', () => {
  const order = /imports only those before it/
  const knows = (from: string) =>
    violations(house({ 'src/core/kernel/lamp.ts': `import { x } from '${from}'` }))
  assert.doesNotMatch(knows('#core/record/log').join(), order)
  for (const more of ['#core/record', '#core/record/log/more', '#core/record/sequencer'])
    assert.match(knows(more).join(), order, more)
})

test('functions are counted whatever their head looks like', () => {
  const text = [
    'export async function read(',
    '  tx: Tx,',
    '): Promise<void> {',
    '  await tx.run()',
    '}',
    'const draw = ({',
    '  title,',
    '}: Props) => {',
    '  if (title) {',
    '    say()',
    '  }',
    '}',
    'const plain = {',
    '  async run({ input }) {',
    '    return input',
    '  },',
    '}',
  ]
  assert.deepEqual(functionsOf(text.join('\n')), [
    [1, 5],
    [6, 7],
    [14, 3],
  ])
})
