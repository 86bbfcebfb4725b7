/** `cityright audit FILE.csv`: are groups treated alike by a yes-or-no decision? */
import {
  type Audit,
  type AuditedGroup,
  auditOf,
  type Decided,
  published,
  type Reference,
} from '#core/fairness'
import { Command, InvalidArgumentError } from 'commander'
import { readTable, requireGroups, type Table } from './table-file.ts'
import { Unusable } from './unusable.ts'

interface Options {
  score: string
  label: string
  group: string[]
  reference: string
  tolerance: number
  positive?: string
  publish?: boolean
  json?: boolean
}

const ONE = new Set(['1', '1.0'])
const ZERO = new Set(['0', '0.0'])

/** What a column says, row by row: true, false, or undefined where it says nothing. */
function yesOrNo(
  table: Table,
  at: number,
  { name, positive }: { name: string; positive?: string },
) {
  const words = new Set(table.rows.map(({ cells }) => cells[at] ?? ''))
  words.delete('')
  if (positive !== undefined && words.has(positive)) {
    if (words.size <= 2) return (word: string) => (word === '' ? undefined : word === positive)
    const others = [...words].filter((word) => word !== positive).slice(0, 5)
    throw new Unusable(
      `Column ${name} has more than two values: ${positive}, ${others.join(', ')}.`,
    )
  }
  const odd = table.rows.find(({ cells }) => {
    const word = cells[at] ?? ''
    return word !== '' && !ONE.has(word) && !ZERO.has(word)
  })
  if (!odd) return (word: string) => (word === '' ? undefined : ONE.has(word))
  throw new Unusable(
    `Line ${odd.line}, column ${name}: "${odd.cells[at]}" is neither 0 nor 1. Say with --positive VALUE which word means yes.`,
  )
}

/** People of whom the table does not say the group. */
const UNKNOWN = '(not said)'

interface Readings {
  readonly decisions: readonly Decided[]
  readonly missing: number
  readonly sha256: string
}

function decisionsIn(file: string, { score, label, group, positive }: Options): Readings {
  if (score === label) throw new Unusable(`--score and --label are both the column ${score}.`)
  const table = readTable(file, [score, label, ...group])
  for (const [at, name] of group.entries()) {
    requireGroups(name, new Set(table.rows.map(({ cells }) => cells[at + 2])).size)
  }
  if (
    positive !== undefined &&
    !table.rows.some(({ cells }) => cells.slice(0, 2).includes(positive))
  ) {
    throw new Unusable(`The word of --positive, ${positive}, is in neither ${score} nor ${label}.`)
  }
  const spelling = positive === undefined ? {} : { positive }
  const isPositive = yesOrNo(table, 0, { name: score, ...spelling })
  const isRight = yesOrNo(table, 1, { name: label, ...spelling })
  const decisions = table.rows.flatMap(({ cells }): Decided[] => {
    const [said, was, ...groups] = cells
    const [positive, right] = [isPositive(said ?? ''), isRight(was ?? '')]
    if (positive === undefined || right === undefined) return []
    return [{ positive, right, groups: groups.map((name) => name || UNKNOWN) }]
  })
  const missing = table.rows.length - decisions.length
  return { decisions, missing, sha256: table.sha256 }
}

const WORDS = ['overall', 'largest', 'best'] as const

function referenceFrom(word: string, audited: readonly Decided[]): Reference {
  const known = WORDS.find((one) => one === word)
  if (known) return known
  if (audited.some(({ groups }) => groups.includes(word))) return { group: word }
  throw new Unusable(`There is no group ${word}: --reference takes a group, ${WORDS.join(', ')}.`)
}

function toleranceFrom(text: string): number {
  const value = Number(text)
  if (value > 0 && value < 1) return value
  throw new InvalidArgumentError('It is a number between 0 and 1, such as 0.8.')
}

const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
const number = (value: number | null) => (value === null ? '–' : value.toFixed(3))

function groupLine({ group, n, metrics: { pprev, tpr, fpr, precision } }: AuditedGroup): string {
  const rates = [pprev, tpr, fpr, precision].map((rate) => percent(rate).padStart(8))
  return `  ${group.padEnd(34)}${String(n).padStart(8)}${rates.join('')}`
}

function verdictLine({
  attribute,
  group,
  reference,
  metric,
  ...one
}: Audit['disparities'][number]) {
  const [low, high] = one.interval ?? [null, null]
  const ratio = one.ratio === null ? 'n/a' : `${number(one.ratio)} (${number(low)}–${number(high)})`
  const why = one.reason ? ` – ${one.reason}` : ''
  return `  ${(one.verdict ?? 'n/a').padEnd(13)}${attribute}: ${group} beside ${reference}, ${metric} ${ratio}${why}`
}

const NOT_SHOWN =
  'What this does not show: why groups differ, whether the labels are right, and what the decisions did to people.'

function linesOf(audit: Audit, { missing, sha256 }: Readings): string[] {
  const head =
    'n'.padStart(43 - 1) +
    ['chosen', 'hits', 'alarms', 'precise'].map((word) => word.padStart(8)).join('')
  const parts = Object.entries(audit.groups).flatMap(([attribute, groups]) => [
    '',
    attribute,
    head,
    ...groups.map(groupLine),
    ...Object.entries(audit.fairlearn[attribute] ?? {}).map(
      ([name, value]) => `  ${name.padEnd(34)}${number(value).padStart(8)}`,
    ),
  ])
  const counted = Map.groupBy(audit.disparities, ({ verdict }) => verdict ?? 'n/a')
  const sums = [...counted].map(([verdict, all]) => `${all.length} ${verdict}`).join(', ')
  return [
    `${audit.n} decisions, ${missing} without score or label. sha256 ${sha256}`,
    ...parts,
    '',
    `Compared with: ${audit.reference}; tolerance ${audit.tolerance} to ${number(1 / audit.tolerance)}: ${sums}`,
    ...audit.disparities.filter(({ verdict }) => verdict === 'fail').map(verdictLine),
    NOT_SHOWN,
  ]
}

function audit(file: string, options: Options): void {
  const readings = decisionsIn(file, options)
  const { decisions, missing, sha256 } = readings
  if (decisions.length === 0)
    throw new Unusable(`${file} has no row with both a score and a label.`)
  const { group: attributes, tolerance } = options
  const reference = referenceFrom(options.reference, decisions)
  const found = auditOf(decisions, { attributes, reference, tolerance })
  const facts = { missing, sha256, does_not_show: NOT_SHOWN }
  const shown = options.publish ? published(found) : found
  const answer =
    options.json || options.publish
      ? JSON.stringify({ ...shown, ...facts })
      : linesOf(found, readings).join('\n')
  process.stdout.write(`${answer}\n`)
}

/** `cityright audit FILE.csv --score COL --label COL --group COL[,COL…]`. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('audits yes-or-no decisions: rates by group, disparities with intervals, verdicts')
    .argument('<file>', 'CSV whose first line names the columns')
    .requiredOption('--score <column>', 'what was decided: 0 or 1')
    .requiredOption('--label <column>', 'what was right: 0 or 1')
    .requiredOption(
      '--group <columns>',
      'attributes by commas; pairs of them are audited as well',
      listed,
    )
    .option('--reference <group>', 'a group, or largest, overall or best', 'largest')
    .option('--tolerance <ratio>', 'a ratio from this to its inverse passes', toleranceFrom, 0.8)
    .option('--positive <value>', 'the word that means yes where columns are not 0 and 1')
    .option('--publish', 'JSON without anything that would give one person away')
    .option('--json', 'answer for machines')
    .action(audit)
}

function listed(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.every(Boolean) && new Set(names).size === names.length) return names
  throw new InvalidArgumentError('Name each column once, by commas.')
}
