/** The way back to a report: by number and code, or signed in from the own list. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { anyone, residents } from '#core/people'
import { ButtonLink, CardList, Empty, Filters, Layout, Notice, Pager, TextField } from '#design'
import type { Tx } from '#core/database'
import { numberIn, reportNumber } from '../../model.ts'
import { followerBehind } from '../../store/followers.ts'
import { listOwn } from '../../store/list.ts'
import { numberBehind } from '../../store/one.ts'
import { ReportCard } from '../parts/card.tsx'
import { linkTo } from '../parts/looking.ts'
import { named, namesOf } from '../parts/names.ts'

interface FindData {
  readonly number: string
  readonly found: string | null
  readonly failed: boolean
}

/** Where the code of a report with this number leads. Nobody learns whether only one of them was wrong. */
async function pathBehind(tx: Tx, number: string, code: string): Promise<string | null> {
  const joined = await followerBehind(tx, code)
  const behind = joined?.number ?? (await numberBehind(tx, code))
  if (behind === undefined) return null
  if (number !== '' && reportNumber(numberIn(number) ?? 0) !== behind) return null
  const plain = code.toLowerCase().replace(/[^0-9a-z]/g, '')
  return `/reports/${joined ? 'following' : 'mine'}/${plain}`
}

function FindView({ number, failed }: FindData) {
  const { say, by } = useHere()
  return (
    <Layout
      title={say('reports.follow')}
      lead={say('reports.follow.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      narrow
    >
      {failed && (
        <Notice tone="error" title={say('reports.follow.failed')}>
          <p>{say('reports.follow.failedText')}</p>
        </Notice>
      )}
      <Filters submit={say('reports.follow.open')}>
        <TextField
          name="number"
          label={say('reports.follow.number')}
          hint={say('reports.follow.number.hint')}
          value={number}
          width={12}
        />
        <TextField
          name="code"
          label={say('reports.follow.code')}
          hint={say('reports.follow.code.hint')}
          error={failed ? say('reports.follow.failed') : undefined}
          autocomplete="off"
        />
      </Filters>
      {by?.kind === 'resident' && (
        <p>
          <a href="/reports/mine">{say('reports.mine')}</a>
        </p>
      )}
    </Layout>
  )
}

/** Number and code lead to the page of the reporter. */
export const find = page({
  name: 'reports.follow',
  path: '/reports/follow',
  who: anyone,
  input: z.object({
    number: z.string().max(20).optional(),
    code: z.string().max(80).optional(),
  }),
  async load({ input, tx }): Promise<FindData> {
    const { number = '', code } = input
    const found = code === undefined ? null : await pathBehind(tx, number, code)
    return { number, found, failed: code !== undefined && found === null }
  },
  view: (data) => <FindView {...data} />,
  redirect: ({ found }) => found ?? undefined,
})

const input = z.object({
  after: z.string().max(80).optional(),
  before: z.string().max(80).optional(),
})

/** The reports somebody made while signed in. */
export const own = page({
  name: 'reports.mine',
  onBehalf: 'reports.answer',
  path: '/reports/mine',
  who: residents,
  input,
  async load({ input: { after, before }, tx, by, city, language }) {
    const names = namesOf(city, language)
    const part = await listOwn(tx, by.ref ?? '', { after, before, limit: 20 })
    return { ...part, rows: part.rows.map((row) => named(row, names)) }
  },
  view: ({ rows, next, previous }, { say }) => (
    <Layout
      title={say('reports.mine')}
      lead={say('reports.mine.lead')}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      actions={<ButtonLink href="/reports/new">{say('reports.list.report')}</ButtonLink>}
    >
      {rows.length === 0 && (
        <Empty
          title={say('reports.mine.none')}
          text={say('reports.mine.noneText')}
          action={<a href="/reports/follow">{say('reports.follow')}</a>}
        />
      )}
      <CardList stacked label={say('reports.mine')}>
        {rows.map((report) => (
          <ReportCard
            key={report.number}
            level={2}
            report={report}
            href={`/reports/mine/${report.number}`}
          />
        ))}
      </CardList>
      <Pager
        previous={previous ? linkTo('/reports/mine', { before: previous }) : undefined}
        next={next ? linkTo('/reports/mine', { after: next }) : undefined}
      />
    </Layout>
  ),
})
