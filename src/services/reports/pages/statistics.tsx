/** How the city does with reports: how many, how long, where, and through which door. For everybody. */
import { z } from 'zod'
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { addDays, dateIn } from '#core/kernel'
import { page, tableFeed } from '#core/pages'
import { anyone } from '#core/people'
import { Line, linesOf } from '../statistics.ts'
import { type CountedTime, dimensions, readTimes } from '../store/statistics.ts'
import { filterOf, looking } from './parts/looking.ts'
import { districtsOf, groupsOf, type Names, namesOf } from './parts/names.ts'
import { remembered } from './parts/remembered.ts'
import { StatisticsView } from './statistics-view.tsx'

const input = looking.pick({ category: true, district: true, from: true, until: true })
type Asked = z.infer<typeof input>

/** Without another wish the last year is counted. */
function periodOf(asked: Asked, city: CityFacts, now: string): Asked & { from: string } {
  return { ...asked, from: asked.from ?? addDays(dateIn(now, city.zone), -365) }
}

interface Counting {
  readonly city: CityFacts
  readonly now: string
}

/** One pass over the reports; everybody who asks the same within half a minute gets the same answer. */
async function countedLines(
  work: Counting,
  asked: Asked & { from: string },
  look: (read: (tx: Tx) => Promise<CountedTime[]>) => Promise<CountedTime[]>,
): Promise<Line[]> {
  const { city, now } = work
  const key = `statistics ${JSON.stringify(asked)}`
  const text = await remembered(work, key, async () => {
    const filter = filterOf(asked, city)
    const rows = await look((tx) => readTimes(tx, filter, { now, zone: city.zone }))
    return JSON.stringify(dimensions.flatMap((by) => linesOf(by, rows)))
  })
  return z.array(Line).parse(JSON.parse(text))
}

function nameOf(line: Line, names: Names): string {
  if (line.by === 'category') return names.category(line.key)
  return line.by === 'district' ? (names.district(line.key) ?? line.key) : line.key
}

const named = (lines: readonly Line[], names: Names) =>
  lines.map((line) => ({ ...line, name: nameOf(line, names) }))

type Named = ReturnType<typeof named>[number]

const columns = [
  ['by', (it: Named) => it.by],
  ['key', (it: Named) => it.key],
  ['name', (it: Named) => it.name],
  ['count', (it: Named) => it.count],
  ['open', (it: Named) => it.open],
  ['median_days_to_first_answer', (it: Named) => it.answerDays],
  ['median_days_to_end', (it: Named) => it.endDays],
] as const

/** The same numbers as a table; what is held back is empty. */
const csv = tableFeed<Asked, Named>(columns, async function* parts({ input: given, ...work }) {
  const { city, now, look, say } = work
  const lines = await countedLines({ city, now }, periodOf(given, city, now), look)
  yield named(lines, namesOf(city, say.language))
})

/** Counted in one pass over the reports that anybody may see. */
export const statistics = page({
  name: 'reports.statistics',
  path: '/reports/statistics',
  who: anyone,
  keep: 'public',
  input,
  also: { csv },
  async load({ input: given, tx, city, now, language }) {
    const asked = periodOf(given, city, now)
    const lines = await countedLines({ city, now }, asked, (read) => read(tx))
    return {
      asked: given,
      from: asked.from,
      lines: named(lines, namesOf(city, language)),
      groups: groupsOf(city, language, true),
      districts: districtsOf(city),
    }
  },
  view: (data) => <StatisticsView {...data} />,
})

/** What the page of statistics shows. */
export type StatisticsData = Awaited<ReturnType<typeof statistics.load>>
