/** The queue as a page: counts, filters, and a table whose rows can be chosen. */
import { useHere } from '#core/pages'
import {
  Checkbox,
  Details,
  Empty,
  Filters,
  Layout,
  Pager,
  Select,
  Stats,
  Tabs,
  TextField,
} from '#design'
import { states } from '../../model.ts'
import { queueLink } from '../parts/queue-link.ts'
import { categoryOptions, optionsOf } from '../parts/search.tsx'
import { Chosen } from './chosen.tsx'
import { Ways } from './ways.tsx'
import type { QueueData } from './queue.tsx'

function Units({ asked, counts, units }: QueueData) {
  const { say } = useHere()
  const of = (code: string | null) =>
    counts
      .filter((each) => code === null || each.unit === code)
      .reduce((n, { count }) => n + count, 0)
  const tab = (code: string | null, text: string) => ({
    href: queueLink({ ...asked, unit: code ?? undefined }),
    text,
    current: (asked.unit ?? null) === code,
    count: of(code),
  })
  return (
    <Tabs
      label={say('reports.desk.units')}
      tabs={[tab(null, say('reports.desk.allUnits')), ...units.map((it) => tab(it.code, it.name))]}
    />
  )
}

/** How many are open, how many past their day, and since when the oldest waits. */
function Counts({ asked, counts }: QueueData) {
  const { say, now } = useHere()
  const mine = counts.filter((each) => asked.unit === undefined || each.unit === asked.unit)
  const sum = (field: 'count' | 'late') => mine.reduce((n, each) => n + each[field], 0)
  const oldest = mine.map((each) => each.oldest).toSorted()[0]
  return (
    <Stats
      items={[
        { label: say('reports.desk.open'), value: sum('count') },
        {
          label: say('reports.desk.late'),
          value: sum('late'),
          href: queueLink({ ...asked, late: true }),
        },
        { label: say('reports.desk.oldest'), value: oldest ? say.ago(oldest, now) : '–' },
      ]}
    />
  )
}

function Choices({ asked, groups, districts }: QueueData) {
  const { say } = useHere()
  const all = say('reports.search.all')
  const wide = (['open', 'closed'] as const).map((value) => ({
    value,
    text: say(`reports.class.${value}`),
  }))
  const narrow = states.map((value) => ({ value, text: say(`reports.state.${value}`) }))
  return (
    <>
      <Select
        name="state"
        label={say('reports.search.state')}
        options={[...wide, ...narrow]}
        value={asked.state ?? 'open'}
      />
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
    </>
  )
}

/** Whether the queue is narrowed down, or in another order than it begins with. */
function isNarrow({ words, state, category, district, mine, late, sort }: QueueData['asked']) {
  const narrowed = [words, category, district, mine, late].some(Boolean)
  return narrowed || (state ?? 'open') !== 'open' || sort !== 'oldest'
}

/** Folded away, so that the queue comes first; open while something is narrowed down. */
function Narrow(data: QueueData) {
  const { say } = useHere()
  return (
    <Details summary={say('reports.desk.narrow')} open={isNarrow(data.asked)}>
      <Search {...data} />
    </Details>
  )
}

function Search(data: QueueData) {
  const { say } = useHere()
  const { asked } = data
  const { mine, late, sort } = asked
  return (
    <Filters
      action="/reports/desk"
      clear="/reports/desk?all=yes"
      {...(asked.unit ? { keep: { unit: asked.unit } } : {})}
    >
      <TextField
        name="words"
        type="search"
        label={say('reports.desk.words')}
        value={asked.words ?? ''}
      />
      <Choices {...data} />
      <Select
        name="sort"
        label={say('reports.search.sort')}
        options={(['oldest', 'newest'] as const).map((value) => ({
          value,
          text: say(`reports.search.sort.${value}`),
        }))}
        value={sort}
      />
      <Checkbox name="mine" label={say('reports.desk.mine')} checked={mine ?? false} />
      <Checkbox name="late" label={say('reports.desk.lateOnly')} checked={late ?? false} />
    </Filters>
  )
}

/** The queue as a page. */
export function QueueView(data: QueueData) {
  const { say } = useHere()
  const { rows, asked, previous, next } = data
  return (
    <Layout
      title={say('reports.desk')}
      lead={say('reports.desk.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      wide
    >
      <Ways {...data} />
      <Units {...data} />
      <Counts {...data} />
      <Narrow {...data} />
      {rows.length === 0 ? (
        <Empty
          title={say('reports.desk.none')}
          text={say('reports.desk.noneText')}
          action={<a href="/reports/desk?all=yes">{say('reports.desk.showAll')}</a>}
        />
      ) : (
        <Chosen {...data} />
      )}
      <Pager
        previous={previous ? queueLink(asked, { before: previous }) : undefined}
        next={next ? queueLink(asked, { after: next }) : undefined}
      />
    </Layout>
  )
}
