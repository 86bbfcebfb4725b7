/** The statistics as a page: a picture and its table for each way of telling reports apart. */
import { useHere } from '#core/pages'
import {
  BarChart,
  ColumnChart,
  DateField,
  Details,
  Empty,
  Filters,
  Layout,
  Prose,
  Section,
  Select,
  Stats,
  Table,
  When,
} from '#design'
import { linkTo } from './parts/looking.ts'
import { categoryOptions, optionsOf } from './parts/search.tsx'
import { type By, type NamedLine, useWords } from './parts/statistics-words.ts'
import type { StatisticsData } from './statistics.tsx'

const MOST_BARS = 12

function Numbers({ by, lines }: { by: By; lines: readonly NamedLine[] }) {
  const { say } = useHere()
  const words = useWords()
  const title = say(`reports.statistics.by.${by}`)
  return (
    <Table
      caption={title}
      quiet
      head={[title, ...HEADS.map((head) => say(`reports.statistics.${head}`))]}
      numeric={[1, 2, 3, 4]}
      rows={lines.map((line) => [
        words.name(line),
        words.number(line.count),
        words.number(line.open),
        words.days(line, line.answerDays),
        words.days(line, line.endDays),
      ])}
    />
  )
}
const HEADS = ['count', 'open', 'answer', 'end'] as const

function Picture({ by, lines }: { by: By; lines: readonly NamedLine[] }) {
  const { say } = useHere()
  const words = useWords()
  const title = say('reports.statistics.picture')
  if (by === 'month') {
    const columns = lines.map((line) => ({ label: words.name(line), value: line.count }))
    return <ColumnChart columns={columns} caption={title} />
  }
  const bars = lines.flatMap((line) =>
    line.count === null ? [] : [{ label: words.name(line), value: line.count }],
  )
  return (
    <BarChart
      title={title}
      unit={say('reports.statistics.count')}
      bars={bars.slice(0, MOST_BARS)}
    />
  )
}

function Dimension({ by, lines }: { by: By; lines: readonly NamedLine[] }) {
  const { say } = useHere()
  const mine = lines.filter((line) => line.by === by)
  return (
    <Section title={say(`reports.statistics.by.${by}`)} id={by}>
      <Picture by={by} lines={mine} />
      <Numbers by={by} lines={mine} />
    </Section>
  )
}

function Wishes({ asked, from, groups, districts }: StatisticsData) {
  const { say } = useHere()
  const all = say('reports.search.all')
  const set = Object.values(asked).some((value) => value !== undefined)
  return (
    <Filters action="/reports/statistics" clear={set ? '/reports/statistics' : undefined}>
      <Select
        name="category"
        label={say('reports.search.category')}
        options={categoryOptions(groups)}
        value={asked.category}
        none={all}
      />
      <Select
        name="district"
        label={say('reports.search.district')}
        options={optionsOf(districts)}
        value={asked.district}
        none={all}
      />
      <DateField name="from" label={say('reports.search.from')} value={from} />
      <DateField name="until" label={say('reports.search.until')} value={asked.until ?? ''} />
    </Filters>
  )
}

/** What the numbers mean, and what they do not. */
function Meaning({ asked }: StatisticsData) {
  const { say } = useHere()
  return (
    <>
      <Details summary={say('reports.statistics.how')}>
        <Prose>
          <p>{say('reports.statistics.howMedian')}</p>
          <p>{say('reports.statistics.howEnd')}</p>
          <p>{say('reports.statistics.howFew')}</p>
        </Prose>
      </Details>
      <Details summary={say('reports.downloads')}>
        <Prose>
          <ul>
            <li>
              <a href={linkTo('/reports/statistics.csv', asked)}>{say('reports.downloads.csv')}</a>
            </li>
            <li>
              <a href={linkTo('/api/reports/statistics', asked)}>{say('reports.downloads.json')}</a>
            </li>
          </ul>
        </Prose>
      </Details>
    </>
  )
}

function Whole({ line, from }: { line: NamedLine; from: string }) {
  const { say } = useHere()
  const words = useWords()
  return (
    <>
      <p>
        {say('reports.statistics.since')} <When at={from} style="date" />
      </p>
      <Stats
        items={[
          { label: say('reports.statistics.count'), value: words.number(line.count) },
          { label: say('reports.statistics.open'), value: words.number(line.open) },
          { label: say('reports.statistics.answer'), value: words.days(line, line.answerDays) },
          { label: say('reports.statistics.end'), value: words.days(line, line.endDays) },
        ]}
      />
    </>
  )
}

/** The statistics as a page. */
export function StatisticsView(data: StatisticsData) {
  const { say } = useHere()
  const { lines, from } = data
  const whole = lines.find(({ by }) => by === 'all')
  return (
    <Layout
      title={say('reports.statistics')}
      lead={say('reports.statistics.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      wide
    >
      <Wishes {...data} />
      {!whole && (
        <Empty title={say('reports.list.none')} text={say('reports.statistics.noneText')} />
      )}
      {whole && (
        <>
          <Whole line={whole} from={from} />
          {(['month', 'category', 'district', 'channel'] as const).map((by) => (
            <Dimension key={by} by={by} lines={lines} />
          ))}
        </>
      )}
      <Meaning {...data} />
    </Layout>
  )
}
