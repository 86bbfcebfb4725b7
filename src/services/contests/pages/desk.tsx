/** The desk: what is due first stands first, and which audits contests asked for. */
import { dateIn } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import {
  Card,
  CardList,
  Empty,
  Form,
  Layout,
  Notice,
  Pager,
  Section,
  Table,
  Tabs,
  Tag,
  When,
} from '#design'
import { namesOf } from '#services/reports'
import { z } from 'zod'
import { answerTask } from '../actions/tasks.ts'
import { numberOf, owed, toRemedy } from '../model.ts'
import { listQueue, type View } from '../store/lists.ts'
import { shown } from '../store/rows.ts'
import { listTasks } from '../store/tasks.ts'
import { StateTag } from './parts.tsx'

const PART = 25
const views = ['open', 'remedy', 'ended'] as const

const link = (view: View, after = 0) =>
  `/contests/desk?view=${view}${after > 0 ? `&after=${after}` : ''}`

export const deskPage = page({
  name: 'contests.desk',
  path: '/contests/desk',
  who: may('contests.review'),
  menu: 24,
  input: z.object({
    view: z.enum(views).default('open'),
    after: z.number().int().min(0).max(1_000_000).default(0),
  }),
  async load({ input, tx, now, city, language }) {
    const names = namesOf(city, language)
    const found = await listQueue(tx, { ...input, limit: PART + 1 })
    const tasks = await listTasks(tx)
    return {
      ...input,
      today: dateIn(now, city.zone),
      rows: found
        .slice(0, PART)
        .map((one) => ({ ...shown(one), about: names.category(one.category) })),
      more: found.length > PART,
      tasks: tasks.map((task) => ({
        ...task,
        category: names.category(task.category),
        district: names.district(task.district),
      })),
    }
  },
  view: (data) => <DeskView {...data} />,
})

type DeskData = Awaited<ReturnType<typeof deskPage.load>>

type Row = DeskData['rows'][number]

/** The day that matters now: of the answer, or of putting right. */
const dayOf = ({ state, dueOn, remedyBy }: Row) =>
  toRemedy.includes(state) ? (remedyBy ?? dueOn) : dueOn

const running = ({ state }: Row) => owed.includes(state) || toRemedy.includes(state)

function Queue({ rows, view, today }: DeskData) {
  const { say } = useHere()
  return (
    <Table
      caption={say(`contests.desk.${view}`)}
      head={['number', 'kind', 'category', 'due', 'state'].map((one) =>
        say(`contests.column.${one}`),
      )}
      rows={rows.map((one) => [
        <a href={`/contests/desk/${numberOf(one.id)}`}>{numberOf(one.id)}</a>,
        say(`contests.kind.${one.kind}`),
        <bdi>{one.about}</bdi>,
        <>
          <When at={dayOf(one)} style="date" />{' '}
          {running(one) && dayOf(one) < today && <Tag tone="error">{say('contests.is-late')}</Tag>}
        </>,
        <StateTag state={one.state} />,
      ])}
    />
  )
}

/** Audits that contests asked for: a task until an audit is named. */
function Tasks({ tasks }: DeskData) {
  const { say } = useHere()
  if (tasks.length === 0) return null
  return (
    <Section title={say('contests.tasks')} id="tasks">
      <Notice tone="warning" title={say('contests.tasks.text')} />
      <CardList stacked label={say('contests.tasks')}>
        {tasks.map((task) => (
          <Card
            key={task.id}
            title={say(`decision.${task.algorithm}`)}
            eyebrow={say('contests.task.cell', {
              category: task.category,
              district: task.district ?? say('contests.task.anywhere'),
              language: task.language,
            })}
            foot={<When at={task.askedAt} style="date" />}
          >
            <p>{say('contests.task.counts', { answered: task.answered, upheld: task.upheld })}</p>
            <Form action={answerTask} with={{ task: String(task.id) }} kind="secondary" />
          </Card>
        ))}
      </CardList>
    </Section>
  )
}

function DeskView(data: DeskData) {
  const { say } = useHere()
  const { view, after, more, rows } = data
  return (
    <Layout title={say('contests.desk')} lead={say('contests.desk.lead')} wide>
      <Tasks {...data} />
      <Tabs
        label={say('contests.desk')}
        tabs={views.map((one) => ({
          href: link(one),
          text: say(`contests.desk.${one}`),
          current: one === view,
        }))}
      />
      {rows.length === 0 ? <Empty title={say('contests.desk.none')} /> : <Queue {...data} />}
      <Pager
        previous={after > 0 ? link(view, Math.max(0, after - PART)) : undefined}
        next={more ? link(view, after + PART) : undefined}
      />
    </Layout>
  )
}
