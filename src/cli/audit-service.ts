/** `cityright audit-service FILE.csv`: does everybody wait equally long, counting what is still open? */
import {
  kaplanMeier,
  logRank,
  medianOf,
  naiveMedian,
  type Ranked,
  restrictedMean,
  survivalAtEnd,
} from '#core/fairness'
import { Command, InvalidArgumentError } from 'commander'
import { momentOf, NO_MOMENT } from './moment.ts'
import { readTable, requireGroups, type Table } from './table-file.ts'
import { Unusable } from './unusable.ts'

interface Options {
  opened: string
  closed: string
  by: string
  until: string
  within?: string
  horizon?: number
  unit: 'hours' | 'days'
  json?: boolean
}

const UNITS = { hours: 3_600_000, days: 86_400_000 } as const
const emptied = 'leave the cell empty where nothing has happened yet'

/** Rows that cannot be used, and why. */
interface Unused {
  unopened: number
  later: number
}

function momentIn(text: string, line: number, column: string): number {
  const moment = momentOf(text)
  if (Number.isNaN(moment)) {
    throw new Unusable(`Line ${line}, column ${column}: "${text}" ${NO_MOMENT}; ${emptied}.`)
  }
  return moment
}

function casesIn(table: Table, options: Options): { cases: Ranked[]; unused: Unused } {
  const [until, unit] = [momentOf(options.until), UNITS[options.unit]]
  const unused = { unopened: 0, later: 0 }
  const cases = table.rows.flatMap(({ line, cells }): Ranked[] => {
    const [openedText = '', closedText = '', group = '', stratum = ''] = cells
    if (openedText === '') unused.unopened += 1
    if (openedText === '') return []
    const opened = momentIn(openedText, line, options.opened)
    const closed = closedText === '' ? Infinity : momentIn(closedText, line, options.closed)
    if (closed < opened) throw new Unusable(`Line ${line} is closed before it is opened.`)
    if (opened > until) unused.later += 1
    if (opened > until) return []
    const time = (Math.min(closed, until) - opened) / unit
    return [{ time, ended: closed <= until, group: group || '(not said)', stratum }]
  })
  return { cases, unused }
}

/** What is said of a group. Times in the unit of the answer. */
interface Waited {
  readonly group: string
  readonly n: number
  readonly closed: number
  readonly naive_median: number | null
  readonly km_median: number | null
  readonly survival_at_end: number
  readonly restricted_mean: number | null
  readonly restricted_mean_interval: readonly [number, number] | null
}

function waited(group: string, cases: readonly Ranked[], horizon: number): Waited {
  const steps = kaplanMeier(cases)
  const mean = restrictedMean(cases, horizon)
  return {
    ...{ group, n: cases.length, closed: cases.filter(({ ended }) => ended).length },
    naive_median: naiveMedian(cases),
    km_median: medianOf(steps),
    survival_at_end: survivalAtEnd(steps),
    restricted_mean: mean?.mean ?? null,
    restricted_mean_interval: mean?.interval ?? null,
  }
}

/** The longest time in which every group was watched, unless one is asked for. */
function horizonOf(groups: Map<string, Ranked[]>, asked: number | undefined): number {
  if (asked !== undefined) return asked
  const longest = [...groups.values()].map((all) =>
    all.reduce((most, { time }) => Math.max(most, time), 0),
  )
  return longest.reduce((least, one) => Math.min(least, one), Infinity)
}

const time = (value: number | null) => (value === null ? 'not reached' : value.toFixed(2))

function linesOf(waits: readonly Waited[], unit: string): string[] {
  return waits.map(
    ({ group, n, closed, naive_median, km_median, survival_at_end }) =>
      `  ${group.padEnd(30)} n ${n}, closed ${closed}; half are done after ${time(km_median)} ${unit} (of the closed alone: ${time(naive_median)}); ${(100 * survival_at_end).toFixed(1)} % still open at the end`,
  )
}

function auditService(file: string, options: Options): void {
  const { opened, closed, by, within, unit } = options
  const table = readTable(file, [opened, closed, by, ...(within ? [within] : [])])
  const { cases, unused } = casesIn(table, options)
  if (cases.length === 0) throw new Unusable(`${file} has no case that was opened before the end.`)
  const groups = Map.groupBy(cases, ({ group }) => group)
  requireGroups(by, groups.size)
  const horizon = horizonOf(groups, options.horizon)
  const waits = [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, members]) => waited(group, members, horizon))
  const test = logRank(cases)
  const facts = { unit, until: new Date(momentOf(options.until)).toISOString(), horizon, ...unused }
  const { sha256 } = table
  const answer = { n: cases.length, ...facts, groups: waits, log_rank: test, sha256 }
  const said = test
    ? `Log-rank${within ? ` within ${within}` : ''}: chi-square ${test.chi2.toFixed(2)} with ${test.df}, p ${test.p.toPrecision(2)}`
    : 'There is nothing to compare.'
  const lines = [
    `${cases.length} cases until ${facts.until}; sha256 ${sha256}`,
    ...linesOf(waits, unit),
    said,
  ]
  process.stdout.write(`${options.json ? JSON.stringify(answer) : lines.join('\n')}\n`)
}

function endFrom(text: string): string {
  if (!Number.isNaN(momentOf(text))) return text
  throw new InvalidArgumentError(`It ${NO_MOMENT}.`)
}

function unitFrom(text: string): 'hours' | 'days' {
  if (text === 'hours' || text === 'days') return text
  throw new InvalidArgumentError('It is hours or days.')
}

function horizonFrom(text: string): number {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  throw new InvalidArgumentError('It is a number above zero.')
}

/** `cityright audit-service FILE.csv --opened COL --closed COL --by COL --until TIME`. */
export function auditServiceCommand(): Command {
  return new Command('audit-service')
    .description('audits how long people wait, by group: what is still open counts as well')
    .argument('<file>', 'CSV whose first line names the columns')
    .requiredOption('--opened <column>', 'when each case was opened')
    .requiredOption('--closed <column>', 'when it was closed; empty while it is open')
    .requiredOption('--by <column>', 'the groups, such as districts')
    .requiredOption(
      '--until <time>',
      'when watching ended; what was open then is counted so',
      endFrom,
    )
    .option('--within <column>', 'compare groups within these strata alone, such as categories')
    .option('--horizon <time>', 'mean time up to here, in the unit', horizonFrom)
    .option('--unit <unit>', 'hours or days', unitFrom, 'days')
    .option('--json', 'answer for machines')
    .action(auditService)
}
