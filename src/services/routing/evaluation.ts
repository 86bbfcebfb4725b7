/** What sorting is worth, as a page of Markdown with an honest word on what it was measured on. Pure. */
import type { Group, Rates, Worth } from './model.ts'

/** One language of one source. */
export interface Evaluated {
  readonly title: string
  readonly texts: number
  /** What came of the candidate, in words. */
  readonly verdict: string
  readonly instructions: { readonly all: Rates; readonly groups: readonly Group[] } | null
  readonly worth: Worth | null
}

/** Where texts came from, and what that means. */
export interface Source {
  readonly title: string
  readonly about: string
  readonly languages: readonly Evaluated[]
}

const MEASURES: readonly (readonly [keyof Omit<Rates, 'n'>, string])[] = [
  ['accuracy', 'sorted rightly'],
  ['macroF1', 'macro F1 over the categories'],
  ['top3', 'right one among the first three'],
  ['sure', 'sorted without a person'],
  ['sureRight', 'of those, rightly'],
  ['coverageAt90', 'coverage at precision 0.9'],
  ['calibrationError', 'calibration error (ECE, ten steps)'],
]

const rate = (n: number | null | undefined) =>
  n === null || n === undefined ? 'n/a' : n.toFixed(3)

/** Fewer judged texts than this are numbers without weight, and the page says so. */
const FEW = 100

function table(columns: readonly (readonly [string, Rates | null])[]): string[] {
  const known = columns.filter((one): one is [string, Rates] => one[1] !== null)
  if (known.length === 0) return []
  return [
    `| | ${known.map(([name, { n }]) => `${name} (${n} texts)`).join(' | ')} |`,
    `|---|${known.map(() => '---|').join('')}`,
    ...MEASURES.map(
      ([key, says]) => `| ${says} | ${known.map(([, of]) => rate(of[key])).join(' | ')} |`,
    ),
    '',
  ]
}

function byDistrict(groups: readonly Group[], what: string): string[] {
  if (groups.length === 0) return []
  const rows = groups.map(
    ({ district, n, accuracy, before }) =>
      `| ${district} | ${n} | ${rate(accuracy)} | ${rate(before)} |`,
  )
  const head = `| district (${what}) | texts | sorted rightly | before |`
  return [head, '|---|---|---|---|', ...rows, '']
}

function language({ title, texts, verdict, instructions, worth }: Evaluated): string[] {
  const judged = worth?.all.n ?? instructions?.all.n ?? 0
  return [
    `### ${title}`,
    '',
    `${texts} different texts. ${verdict}`,
    ...(judged < FEW ? [`Judged on ${judged}: too few to say more than that it runs.`] : []),
    '',
    ...table([
      ['by instructions alone', instructions?.all ?? null],
      ['trained', worth?.all ?? null],
      ['before, on the same texts', worth?.before ?? null],
    ]),
    ...byDistrict(worth?.groups ?? instructions?.groups ?? [], worth ? 'trained' : 'instructions'),
  ]
}

/** The whole page. */
export function evaluationOf(sources: readonly Source[], at: string): string {
  const lines = [
    '# What sorting reports is worth',
    '',
    `Written by \`cityright train routing --evaluation\` on ${at.slice(0, 10)}. Splits are by time: learned from the`,
    'oldest eight tenths, calibrated on the next, judged on the latest. A city judges every later classifier by the texts',
    'that judged its first one, and learns from none of them. Instructions alone learn nothing and are judged on the newest',
    'thousand texts. Texts that say the same count once. Districts with fewer than twenty judged texts are left out.',
    '',
    ...sources.flatMap(({ title, about, languages }) => [
      `## ${title}`,
      '',
      about,
      '',
      ...languages.flatMap(language),
    ]),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
