/** The list of reports as a page: filters, cards, and the map beside them. */
import { useHere } from '#core/pages'
import { ButtonLink, CardList, Columns, Empty, Layout, MapFrame, Pager } from '#design'
import type { ListData } from './list.tsx'
import { ReportCard } from './parts/card.tsx'
import { Downloads } from './parts/downloads.tsx'
import { followPath, linkTo } from './parts/looking.ts'
import { Search } from './parts/search.tsx'

/** The map of the same reports; clusters come from the city itself. */
function Beside({ asked, bounds }: ListData) {
  const { say } = useHere()
  const { sort: _, near: __, within: ___, ...search } = asked
  return (
    <>
      <MapFrame
        id="map"
        label={say('reports.list.map')}
        source={linkTo('/reports/map.geojson', search)}
        areas="/reports/districts.geojson"
        bounds={bounds}
      >
        <a href={linkTo('/reports/map', search)}>{say('reports.list.toMap')}</a>
      </MapFrame>
      <p>
        <a href={followPath(asked)}>{say('reports.list.follow')}</a>
      </p>
      <p>
        <a href="/reports/statistics">{say('reports.list.toStatistics')}</a>
      </p>
      <Downloads asked={asked} />
    </>
  )
}

function Found({ count, more, asked }: ListData) {
  const { say } = useHere()
  const near = asked.near ? say('reports.list.nearestFirst') : ''
  const text = more ? say('reports.list.moreThan', { count }) : say('reports.list.count', { count })
  return (
    <p aria-live="polite">
      {text} {near}
    </p>
  )
}

function Nothing() {
  const { say } = useHere()
  return (
    <Empty
      title={say('reports.list.none')}
      text={say('reports.list.noneText')}
      action={<a href="/reports">{say('reports.list.showAll')}</a>}
    />
  )
}

/** The list of reports as a page. */
export function ListView(data: ListData) {
  const { say } = useHere()
  const { reports, next, previous, asked } = data
  return (
    <Layout
      title={say('reports.list')}
      lead={say('reports.list.lead')}
      wide
      actions={<ButtonLink href="/reports/new">{say('reports.list.report')}</ButtonLink>}
    >
      <Columns aside={<Beside {...data} />}>
        <Search {...data} path="/reports" sortable />
        <Found {...data} />
        {reports.length === 0 && <Nothing />}
        <CardList stacked label={say('reports.list')}>
          {reports.map((report) => (
            <ReportCard key={report.number} report={report} level={2} />
          ))}
        </CardList>
        <Pager
          previous={previous ? linkTo('/reports', { ...asked, before: previous }) : undefined}
          next={next ? linkTo('/reports', { ...asked, after: next }) : undefined}
        />
      </Columns>
    </Layout>
  )
}
