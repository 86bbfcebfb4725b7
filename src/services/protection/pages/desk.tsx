/** The officer's queue: what is due first stands first, with the clock in words and colour. */
import { addDays, dateIn } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import { ButtonLink, Empty, Layout, Notice, Pager, Stats, Table, Tabs, When } from '#design'
import { z } from 'zod'
import { nextStep } from '../next.ts'
import { numberOf } from '../model/kinds.ts'
import { countDesk, listQueue, type View } from '../store/lists.ts'
import { shown } from '../store/rows.ts'
import { aboutWords, Clock, State } from './parts.tsx'

const PART = 25
const SOON = 7
const views = ['open', 'answered', 'ended'] as const

const input = z.object({
  view: z.enum(views).default('open'),
  after: z.number().int().min(0).max(1_000_000).default(0),
})

const queueLink = (view: View, after = 0) =>
  `/protection/desk?view=${view}${after > 0 ? `&after=${after}` : ''}`

/** All requests, the most urgent first. */
export const deskPage = page({
  name: 'protection.desk',
  path: '/protection/desk',
  who: may('protection.handle'),
  assurance: 'substantial',
  menu: 22,
  input,
  async load({ input: asked, tx, now, city, declared }) {
    const today = dateIn(now, city.zone)
    const found = await listQueue(tx, { view: asked.view, after: asked.after, limit: PART + 1 })
    return {
      ...asked,
      today,
      rows: found.slice(0, PART).map(shown),
      more: found.length > PART,
      others: declared.services.some(({ name }) => name === 'processing'),
      counts: await countDesk(tx, { today, soon: addDays(today, SOON) }),
    }
  },
  view: (data) => <DeskView {...data} />,
})

/** The way to the other desk of the officer. */
function Others() {
  const { say } = useHere()
  return (
    <ButtonLink href="/processing/desk" kind="secondary">
      {say('protection.desk.others')}
    </ButtonLink>
  )
}

type DeskData = Awaited<ReturnType<typeof deskPage.load>>

function Queue({ rows, today, view }: DeskData) {
  const { say } = useHere()
  const heads = ['number', 'kind', 'received', 'due', 'state', 'next']
  return (
    <Table
      caption={say(`protection.desk.${view}`)}
      head={heads.map((name) => say(`protection.column.${name}`))}
      rows={rows.map((request) => {
        const number = numberOf(request.id)
        const about = aboutWords(request, say)
        const open = request.state === 'received' || request.state === 'handling'
        return [
          <a href={`/protection/desk/${number}`}>{number}</a>,
          <>
            {say(`protection.kind.${request.kind}`)}
            {about && <div>{about}</div>}
          </>,
          <When at={request.receivedAt} style="date" />,
          open ? (
            <>
              <Clock request={request} today={today} /> <When at={request.dueOn} style="date" />
            </>
          ) : (
            '–'
          ),
          <State request={request} />,
          say(`protection.next.${nextStep({ ...request, untold: 0 }, today)}`),
        ]
      })}
    />
  )
}

/** How many requests stand how. */
function HowItStands({ counts }: DeskData) {
  const { say } = useHere()
  return (
    <Stats
      items={(['open', 'overdue', 'soon', 'paused', 'answered'] as const).map((name) => ({
        label: say(`protection.count.${name}`),
        value: counts[name],
      }))}
    />
  )
}

function DeskView(data: DeskData) {
  const { say } = useHere()
  const { view, after, more, rows } = data
  const { overdue } = data.counts
  return (
    <Layout
      title={say('protection.desk')}
      lead={say('protection.desk.lead')}
      actions={data.others && <Others />}
      wide
    >
      {overdue > 0 && (
        <Notice tone="error" title={say('protection.desk.overdue', { count: overdue })}>
          <p>{say('protection.desk.overdue.text')}</p>
        </Notice>
      )}
      <HowItStands {...data} />
      <Tabs
        label={say('protection.desk')}
        tabs={views.map((one) => ({
          href: queueLink(one),
          text: say(`protection.desk.${one}`),
          current: one === view,
        }))}
      />
      {rows.length === 0 ? <Empty title={say('protection.desk.none')} /> : <Queue {...data} />}
      <Pager
        previous={after > 0 ? queueLink(view, Math.max(0, after - PART)) : undefined}
        next={more ? queueLink(view, after + PART) : undefined}
      />
    </Layout>
  )
}
