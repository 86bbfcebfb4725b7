import type { Say } from '#core/text'
import { Tag } from '../content/notice.tsx'
import { When } from '../content/values.tsx'
import type { Example } from '../examples.tsx'
import { BarChart } from './bar-chart.tsx'
import { Card, CardList } from './cards.tsx'
import { ColumnChart } from './column-chart.tsx'
import { Pager } from './pager.tsx'
import { PhotoStrip } from './photos.tsx'
import { Summary } from './summary.tsx'
import { Table } from './table.tsx'
import { Timeline } from './timeline.tsx'

const AT = '2026-11-22T08:05:00.000Z'
const PHOTO = '/photo.svg'

function cards(say: Say, stacked: boolean) {
  const photo = stacked ? { src: PHOTO, alt: say('example.photo') } : undefined
  return (
    <CardList stacked={stacked} label={say('example.reports')}>
      <Card
        level={2}
        title={say('example.card')}
        href="/reports/R-1029"
        eyebrow="R-1029"
        tag={<Tag tone="info">{say('example.open')}</Tag>}
        foot={say('example.foot')}
        {...(photo ? { photo } : {})}
      >
        <p>{say('example.card.text')}</p>
      </Card>
      <Card
        level={2}
        title={say('example.card.two')}
        href="/reports/R-1030"
        eyebrow="R-1030"
        tag={<Tag tone="success">{say('example.done')}</Tag>}
        foot={say('example.foot')}
      />
      <Card level={2} title={say('example.card.three')} foot={say('example.foot')} />
    </CardList>
  )
}

function history(say: Say) {
  return (
    <Timeline
      level={2}
      items={[
        { at: AT, title: say('example.new') },
        {
          at: '2026-11-23T10:40:00.000Z',
          title: say('example.moment'),
          by: say('example.by'),
          proof: { href: '/record/1#proof', about: say('example.moment') },
          text: <p>{say('example.moment.text')}</p>,
          tone: 'info',
        },
        { at: '2026-11-24T15:00:00.000Z', title: say('example.done'), tone: 'success' },
      ]}
    />
  )
}

/** Rows, cards, moments, pages of a list, bars. */
export const listExamples: Readonly<Record<string, Example>> = {
  table: {
    part: (say) => (
      <Table
        caption={say('example.reports')}
        head={[
          say('example.reports'),
          say('example.where'),
          say('example.when'),
          say('example.count'),
        ]}
        numeric={[3]}
        rows={[
          [
            say('example.card'),
            say('example.send.district.port'),
            <When at={AT} />,
            say.number(12),
          ],
          [
            say('example.card.two'),
            say('example.send.district.hill'),
            <When at={AT} />,
            say.number(1284),
          ],
        ]}
      />
    ),
  },
  summary: {
    part: (say) => (
      <Summary
        title={say('example.page')}
        rows={[
          {
            key: say('example.send.kind'),
            value: say('example.send.kind.lamp'),
            change: '/change',
          },
          { key: say('example.send.text'), value: say('example.card.text'), change: '/change' },
          { key: say('example.when'), value: <When at={AT} /> },
        ]}
      />
    ),
  },
  cards: { part: (say) => cards(say, false) },
  'cards below each other': { part: (say) => cards(say, true) },
  timeline: { part: history },
  'pages of a list': { part: () => <Pager previous="?before=a" next="?after=b" /> },
  photos: {
    part: (say) => (
      <PhotoStrip photos={[{ href: '/photo/1', thumb: PHOTO, alt: say('example.photo') }]} />
    ),
  },
  'columns in the order of time': {
    part: (say) => (
      <ColumnChart
        caption={say('example.count')}
        columns={[12, 31, null, 24].map((value, at) => ({ label: `2026-0${at + 1}`, value }))}
      />
    ),
  },
  bars: {
    part: (say) => (
      <BarChart
        title={say('example.numbers')}
        unit={say('example.count')}
        bars={[
          { label: say('example.send.district.port'), value: 412, href: '/reports?district=port' },
          { label: say('example.send.district.hill'), value: 187 },
          { label: say('example.card.three'), value: 9 },
        ]}
      />
    ),
  },
}
