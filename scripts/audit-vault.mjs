/**
 * What an auditor tries on the vault (privacy-record.md 2.10): a line for each, from the tests that prove it.
 *
 *   npm run audit:vault            on embedded databases
 *   npm run audit:vault:postgres   on PostgreSQL 15
 */
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { buildAssets } from './build/assets.mjs'
import { root } from './build/inputs.mjs'

const VAULT = 'src/core/vault/'

/** What is tried → the file and the beginning of its tests. */
const TRIED = [
  ['1 erased: no key that is left opens a copy', 'server/erase.test.ts', 'what an open case needs'],
  ['1 a canary stands in no file and no line', 'client.test.ts', 'a kept value stands in no file'],
  ['2 restored from last week, erased stays erased', 'backup/backup.test.ts', 'after a restore'],
  ['3 SQL as the login of each service', '/test/logins.test.ts', 'as the login of '],
  [
    '4 a copy of the city holds no address',
    '/src/services/reports/reports.test.ts',
    'no address of',
  ],
  ['5 no access row, no value', 'server/read.test.ts', 'when the access cannot be written'],
  [
    '6 nothing is read that the record does not name',
    'server/read.test.ts',
    'a read is denied and logged: purpose-not-recorded',
  ],
  [
    '7 consent withdrawn, the next reading denied and shown',
    'server/emergency.test.ts',
    'who withdraws a consent',
  ],
  [
    '8 an official without a case is denied, and shown',
    'server/folder.test.ts',
    'a resident sees who read',
  ],
  ['9 the export holds every value', 'server/erase.test.ts', 'everything a person may take along'],
  [
    '10 a ciphertext that was moved does not open',
    'server/seal.test.ts',
    'a sealed value opens only',
  ],
  [
    '11 the master key changes under load',
    'server/rotate.test.ts',
    'the master key changes under load',
  ],
  [
    '12 a personal value prints as nothing',
    'declarations.test.ts',
    'a personal value cannot be seen',
  ],
  [
    '13 a row taken out of the log is missed',
    'server/seals.test.ts',
    'a row that somebody takes out',
  ],
  ['14 two services cannot join a person', 'server/read.test.ts', 'a pseudonym of one service'],
  [
    '15 too many readings are stopped',
    'server/read.test.ts',
    'a read is denied and logged: too-many-readings',
  ],
  // Every page is walked through by test/pages.test.ts, which takes minutes; here its detector is tried.
  [
    '16 a page that asks a foreign host is found out',
    '/test/browser.test.ts',
    'a page that asks another host',
  ],
]

const pathOf = (file) => join(root, file.startsWith('/') ? file.slice(1) : `${VAULT}${file}`)
const files = [...new Set(TRIED.map(([, file]) => pathOf(file)))]
const results = new Map()
/** The first failure of each file: what comes after it mostly follows from it. */
const why = new Map()

// A city does not open without what browsers load, and this may be the first that is run in a fresh clone.
await buildAssets()
const preload = (file) => ['--import', join(root, 'scripts', file)]
const events = run({
  files,
  cwd: root,
  concurrency: 2,
  execArgv: ['--enable-source-maps', ...preload('hook.mjs'), ...preload('testing/quiet.mjs')],
})
for await (const { type, data } of events) {
  if (type !== 'test:pass' && type !== 'test:fail') continue
  const passed = data.skip === undefined ? '✓' : `– ${data.skip}:`
  results.set(`${data.file} ${data.name}`, type === 'test:pass' ? passed : '✗')
  if (type === 'test:fail' && !why.has(data.file))
    why.set(data.file, [data.name, data.details.error])
}

/** ✓ holds, ✗ does not, – could not be tried here. Where several tests try the same, each has to hold. */
function signOf(file, begins) {
  // A journey is said to lie where `journey` is defined, so it is known by its name.
  const known = [...results].filter(
    ([key]) => key.startsWith(`${pathOf(file)} ${begins}`) || key.includes(`browser.ts ${begins}`),
  )
  const signs = known.map(([, sign]) => sign)
  return signs.find((sign) => sign !== '✓') ?? signs[0] ?? '✗ no such test'
}

const lines = TRIED.map(([what, file, begins]) => [what, signOf(file, begins)])
for (const [what, sign] of lines) console.log(`${sign}  ${what}`)
for (const [file, [name, error]] of why) {
  console.error(`\n${relative(root, file)}: ${name}\n${inspect(error.cause ?? error)}`)
}
process.exitCode = lines.some(([, sign]) => sign.startsWith('✗')) ? 1 : 0
