import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Command } from 'commander'
import { z } from 'zod'
import { auditServiceCommand } from './audit-service.ts'
import { auditCommand } from './audit.ts'
import { run as runCommand } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-audit-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const made = { audit: auditCommand, 'audit-service': auditServiceCommand } as const

/** Runs a command in this process; gives what it printed, or the sentence with which it refused. */
function run(name: keyof typeof made, ...args: string[]): { stdout: string; stderr: string } {
  const [command, written] = [made[name](), [] as string[]]
  const quiet = (one: Command) => one.exitOverride().configureOutput({ writeErr: () => undefined })
  const kept = process.stdout.write.bind(process.stdout)
  process.stdout.write = (part) => written.push(String(part)) > 0
  try {
    quiet(command).parse(args, { from: 'user' })
    return { stdout: written.join(''), stderr: '' }
  } catch (failure) {
    return { stdout: '', stderr: failure instanceof Error ? failure.message : String(failure) }
  } finally {
    process.stdout.write = kept
  }
}

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}
const repeated = (n: number, line: string) => Array.from({ length: n }, () => line)

const decided = file('decided.csv', [
  'said,was,district,"home, or not"',
  ...repeated(40, 'yes,yes,north,own'),
  ...repeated(20, 'yes,no,north,own'),
  ...repeated(40, 'no,no,north,rent'),
  ...repeated(10, 'no,yes,south,rent'),
  ...repeated(20, 'yes,yes,south,own'),
  ...repeated(12, 'no,no,,own'),
  'yes,,south,own',
])

test('an audit by command says the counts, the verdicts and the hash of its file', () => {
  const columns = ['--score', 'said', '--label', 'was', '--group', 'district']
  const { stdout } = run('audit', decided, ...columns, '--positive', 'yes', '--json')
  const Answer = z.object({
    n: z.number(),
    missing: z.number(),
    sha256: z.string().length(64),
    groups: z.object({ district: z.array(z.looseObject({ group: z.string(), n: z.number() })) }),
    disparities: z.array(z.looseObject({ verdict: z.string().nullable() })),
  })
  const { n, missing, groups } = Answer.parse(JSON.parse(stdout))
  assert.deepEqual([n, missing], [142, 1])
  assert.deepEqual(
    groups.district.map(({ group, n: size }) => [group, size]),
    [
      ['(not said)', 12],
      ['north', 100],
      ['south', 30],
    ],
  )
})

test('what cannot be audited is said with its line, its column and what would help', () => {
  const columns = ['--score', 'said', '--label', 'was', '--group', 'district']
  const odd = run('audit', decided, ...columns)
  assert.match(odd.stderr, /Line 2, column said: "yes" is neither 0 nor 1.*--positive/)
  const gone = run('audit', decided, '--score', 'x', '--label', 'was', '--group', 'district')
  assert.match(gone.stderr, /no column x\. Its columns: said, was, district, home, or not/)
  const who = run('audit', decided, ...columns, '--positive', 'yes', '--reference', 'mars')
  assert.match(who.stderr, /no group mars/)
  const ragged = file('ragged.csv', ['a,b,c', '1,0,x', '1,0'])
  const short = run('audit', ragged, '--score', 'a', '--label', 'b', '--group', 'c')
  assert.match(short.stderr, /Line 3 has 2 cells, the first line has 3/)
})

const waiting = file('waiting.csv', [
  'opened,closed,district',
  '2026-01-01T00:00:00Z,2026-01-03T00:00:00Z,north',
  '2026-01-01T00:00:00Z,2026-01-05T00:00:00Z,north',
  '2026-01-01T00:00:00Z,,south',
  '2026-01-01T00:00:00Z,,south',
  '2026-01-01T00:00:00+01:00,2026-01-02T00:00:00Z,south',
  '2026-01-01T00:00:00Z,2026-02-09T00:00:00Z,south',
  '2026-02-03,,south',
])
const service = ['--opened', 'opened', '--closed', 'closed', '--by', 'district']

test('who still waits counts as waiting: a district where most is open has no median', () => {
  const { stdout } = run('audit-service', waiting, ...service, '--until', '2026-01-31', '--json')
  const Answer = z.looseObject({
    unit: z.literal('days'),
    later: z.number(),
    groups: z.array(
      z.looseObject({
        group: z.string(),
        n: z.number(),
        closed: z.number(),
        naive_median: z.number().nullable(),
        km_median: z.number().nullable(),
        survival_at_end: z.number(),
      }),
    ),
  })
  const { groups, later } = Answer.parse(JSON.parse(stdout))
  assert.equal(later, 1)
  const [north, south] = groups
  assert.deepEqual([north?.n, north?.closed, north?.km_median, north?.naive_median], [2, 2, 2, 3])
  assert.equal(north?.survival_at_end, 0)
  assert.deepEqual([south?.n, south?.closed, south?.km_median], [4, 1, null])
  assert.ok(Math.abs((south?.naive_median ?? 0) - 25 / 24) < 1e-9)
  assert.equal(south?.survival_at_end, 0.75)
})

test('a case that is closed before it is opened, or no moment at all, stops the audit with its line', () => {
  const back = file('back.csv', ['opened,closed,district', '2026-02-01,2026-01-01,north'])
  const found = run('audit-service', back, ...service, '--until', '2026-03-01')
  assert.match(found.stderr, /Line 2 is closed before it is opened/)
  const odd = file('odd.csv', ['opened,closed,district', 'yesterday,,north'])
  const no = run('audit-service', odd, ...service, '--until', '2026-03-01')
  assert.match(no.stderr, /Line 2, column opened: "yesterday" is not a moment/)
  const soon = run('audit-service', waiting, ...service, '--until', 'soon')
  assert.match(soon.stderr, /--until.*is not a moment/)
})

const one = ['--score', 'said', '--label', 'was', '--group', 'district']
const body = repeated(40, '1;1;"north; or so"')

test('a table from a spreadsheet is read as it is: with a mark at its start, semicolons, quotes and Windows lines', () => {
  const plain = file('plain.csv', ['said,was,district', ...repeated(40, '1,1,north; or so')])
  const saved = join(folder, 'saved.csv')
  writeFileSync(saved, `\uFEFFsaid; was ;"district"\r\n${body.join('\r\n')}\r\n`)
  const [expected, found] = [plain, saved].map((path) => run('audit', path, ...one, '--json'))
  const of = (text = '') => ({ ...(JSON.parse(text) as object), sha256: '' })
  assert.deepEqual(of(found?.stdout), of(expected?.stdout), found?.stderr)
  const tabs = file('tabs.csv', ['said\twas\tdistrict', ...repeated(40, '1\t1\tnorth; or so')])
  assert.deepEqual(of(run('audit', tabs, ...one, '--json').stdout), of(expected?.stdout))
})

test('what is wrong with a table is said so that a person can put it right', () => {
  const says = (name: string, lines: readonly string[], ...more: string[]) =>
    run('audit', file(name, lines), ...(more.length > 0 ? more : one)).stderr
  assert.match(says('none.csv', []), /none\.csv is empty/)
  assert.match(says('head.csv', ['said,was,district']), /no row with both a score and a label/)
  assert.match(says('blank.csv', ['said,was,district', ',1,north']), /no row with both/)
  assert.match(
    says('open.csv', ['said,was,district', '1,1,"north']),
    /cannot be read as CSV.*Quote/,
  )
  assert.match(says('twice.csv', ['said,was,said,district']), /two columns said: rename/)
  const words = ['said,was,district', '1,1,north', '', '1,2,north']
  assert.match(says('two.csv', words), /Line 4, column was: "2" is neither 0 nor 1/)
  const people = Array.from({ length: 300 }, (_, n) => `1,1,person ${n}`)
  assert.match(
    says('people.csv', ['said,was,district', ...people]),
    /Column district has 300 different values; at most 200.*into classes/,
  )
  const same = ['--score', 'said', '--label', 'said', '--group', 'district']
  assert.match(says('same.csv', words, ...same), /both the column said/)
  assert.match(says('no.csv', words, ...one, '--positive', 'ja'), /ja, is in neither said nor was/)
  assert.match(run('audit', folder, ...one).stderr, /is no file/)
  const latin = join(folder, 'latin.csv')
  writeFileSync(latin, Buffer.from('said,was,district\n1,1,M\xe1laga\n', 'latin1'))
  assert.match(run('audit', latin, ...one).stderr, /not text in UTF-8: save it as/)
  const huge = join(folder, 'huge.csv')
  writeFileSync(huge, 'said,was,district\n')
  truncateSync(huge, 300_000_000)
  assert.match(run('audit', huge, ...one).stderr, /has 300 MB; at most 256 MB/)
})

test('a file that cannot be used ends the command as a wrong option does, and a fault of ours does not', async () => {
  const written = process.stderr.write.bind(process.stderr)
  const said: string[] = []
  process.stderr.write = (part) => said.push(String(part)) > 0
  try {
    const command = ['audit', file('gone.csv', ['a,b', '1,0']), '--score', 'a', '--label', 'b']
    assert.equal(await runCommand([...command, '--group', 'c']), 2)
    const opened = ['--opened', 'a', '--closed', 'b', '--by', 'b', '--until', '2026-02-01']
    assert.equal(await runCommand(['audit-service', command[1] ?? '', ...opened]), 2)
    assert.equal(await runCommand(['route', '--instructions', folder, '--text', 'lamp']), 2)
    assert.equal(await runCommand(['verify', folder]), 1)
  } finally {
    process.stderr.write = written
  }
  assert.match(said.join(''), /no column c\. Its columns: a, b/)
})

test('two hundred thousand cases are audited as two are, and the thirtieth of February is no day', () => {
  const lines = Array.from(
    { length: 200_000 },
    (_, n) => `2026-01-0${1 + (n % 9)},${n % 3 ? '2026-01-20' : ''},${n % 10 ? 'north' : 'south'}`,
  )
  const large = file('large.csv', ['opened,closed,district', ...lines])
  const { stdout, stderr } = run('audit-service', large, ...service, '--until', '2026-02-01')
  assert.match(stdout, /^200000 cases/, stderr)
  const odd = file('february.csv', ['opened,closed,district', '2026-02-30,,north'])
  const found = run('audit-service', odd, ...service, '--until', '2026-03-01')
  assert.match(found.stderr, /"2026-02-30" is not a moment.*leave the cell empty/)
})

test('a file that is no table is refused in one line that can be read', () => {
  const path = file('wide.csv', ['x'.repeat(100_000), '1'])
  const { stderr } = run('audit', path, '--score', 'a', '--label', 'b', '--group', 'c')
  assert.match(stderr, /has no column a\. Its columns: x{300}…\.$/)
})
