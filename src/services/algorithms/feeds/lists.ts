/** The register for programs: as a table, as JSON, and as news. */
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { listRegistered, listStanding } from '#core/decisions'
import { type FeedLook, jsonFeed, type News, newsFeed, tableFeed } from '#core/pages'
import type { Say } from '#core/text'
import { z } from 'zod'
import { knownOf, languagesFor, numbersOf, titlesOf } from '../known.ts'
import { FIELD_NAMES, type Words, wordsIn } from '../model.ts'
import { listEntriesIn, listNews } from '../store/entries.ts'

const NEWS = 50

/** What may be asked of the register, as it stands in the address. */
export const asking = z.object({
  q: z.string().max(100).optional(),
  language: z.string().max(10).optional(),
})

/** What may be asked of the register. */
export type Asked = z.infer<typeof asking>

/** One line of the register. */
export interface Line {
  readonly name: string
  readonly status: string
  /** Whether this city's platform runs it, and so counts and stops it. */
  readonly runs: boolean
  readonly state: string
  readonly version: number | null
  readonly hash: string | null
  readonly since: string
  readonly revisionOn: string
  readonly verdict: string | null
  readonly words: Words
}

/** Every published algorithm, in the words of whoever looks. */
export async function linesOf(
  tx: Tx,
  { city, language }: { city: CityFacts; language: string },
): Promise<Line[]> {
  const [running, standing] = [await listRegistered(tx, { limit: 500 }), await listStanding(tx)]
  return (await listEntriesIn(tx, ['published'])).map((entry): Line => {
    const run = running.find(({ name }) => name === entry.name)
    const stands = standing.find(({ name }) => name === entry.name)
    return {
      name: entry.name,
      status: stands?.status ?? entry.status,
      runs: run !== undefined,
      state: stands?.state ?? 'published',
      version: run?.version ?? null,
      hash: run?.hash ?? null,
      since: run?.since ?? entry.publishedAt ?? entry.savedAt,
      revisionOn: stands?.revisionOn.slice(0, 10) ?? entry.revisionOn,
      verdict: stands?.auditVerdict ?? null,
      words: wordsIn(entry.document, languagesFor(city, language)),
    }
  })
}

/** Those in which all of these words stand, in the language of whoever looks. */
export function found(lines: readonly Line[], q: string | undefined, say: Say): Line[] {
  const lower = (text: string) => text.toLocaleLowerCase(say.language)
  const wanted = lower(q ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const textOf = ({ name, words }: Line) => {
    const { title, says } = titlesOf(name, words, say)
    return lower([name, title, says, ...Object.values(words)].join(' '))
  }
  return lines.filter((line) => wanted.every((word) => textOf(line).includes(word)))
}

async function* partsOf({ look, say, city, input }: FeedLook<Asked>): AsyncGenerator<Line[]> {
  const lines = await look((tx) => linesOf(tx, { city, language: say.language }))
  yield found(lines, input.q, say)
}

/** The register as a table: one line for each algorithm, one column for each field. */
export const csv = tableFeed<Asked, Line>(
  [
    ['id', (line) => line.name],
    ['status', (line) => line.status],
    ['state', (line) => line.state],
    ['version', (line) => line.version],
    ['model_hash', (line) => line.hash],
    ['since', (line) => line.since],
    ['revision_date', (line) => line.revisionOn],
    ['last_audit', (line) => line.verdict],
    ...FIELD_NAMES.map((field) => [field, (line: Line) => line.words[field] ?? null] as const),
  ],
  partsOf,
)

async function* wholeOf(work: FeedLook<Asked>) {
  for await (const lines of partsOf(work)) {
    for (const line of lines) {
      const { declared, now, look } = work
      const more = await look(async (tx) => ({
        numbers: await numbersOf({ tx, now, declared }, line.name),
        stopped: (await knownOf({ tx, now, declared }, line.name)).stopped,
      }))
      yield [{ ...line, ...more }]
    }
  }
}

/** The whole register with the numbers of the last thirty days. */
export const json = jsonFeed<Asked, Line>('algorithms', { partsOf: wholeOf, item: (line) => line })

/** What changed in the register, the newest first. */
export const atom = newsFeed<Asked>(
  '/algorithms',
  ({ say, city }) => say('algorithms.news', { city: city.name }),
  async ({ look, say, city }) => {
    const found = await look((tx) => listNews(tx, NEWS))
    return found.map(({ name, number, document, publishedAt, savedAt }): News => {
      const { title, says } = titlesOf(
        name,
        wordsIn(document, languagesFor(city, say.language)),
        say,
      )
      return {
        path: `/algorithms/${name}/history#v${number}`,
        title: say('algorithms.news.one', { title, number }),
        updated: publishedAt ?? savedAt,
        summary: says,
      }
    })
  },
)
