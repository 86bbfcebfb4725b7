/** The queues an official keeps: a new one of what was looked for, names, order, and which one comes first. */
import { z } from 'zod'
import { dateIn } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import {
  ButtonRow,
  Card,
  CardList,
  Details,
  Does,
  Empty,
  Field,
  Form,
  Layout,
  Section,
  Tag,
} from '#design'
import {
  beginWithQueue,
  dropQueue,
  keepQueue,
  raiseQueue,
  renameQueue,
} from '../../actions/index.ts'
import { reachOf } from '../../reach.ts'
import { readQueues } from '../parts/desk-filter.ts'
import { namesOf, unitsOf } from '../parts/names.ts'
import { queueLink } from '../parts/queue-link.ts'
import { optionsOf } from '../parts/search.tsx'

/** All queues somebody sees, and the form to keep one more. */
export const queues = page({
  name: 'reports.desk.queues',
  path: '/reports/desk/queues',
  who: may('reports.read'),
  input: z.object({ asked: z.string().max(600).optional() }),
  async load({ input, tx, by, now, city, language }) {
    const found = await readQueues(tx, { city, by, today: dateIn(now, city.zone) })
    const names = namesOf(city, language)
    const reach = reachOf(by)
    const units = unitsOf(city, language)
    return {
      asked: input.asked ?? null,
      queues: found.map((queue) => ({ ...queue, unitName: names.unit(queue.unit) })),
      units: units.filter(({ code }) => reach === 'all' || reach.includes(code)),
    }
  },
  view: (data) => <QueuesView {...data} />,
})

type QueuesData = Awaited<ReturnType<typeof queues.load>>
type Queue = QueuesData['queues'][number]

function Keeping({ asked, units }: QueuesData) {
  const { say, problem } = useHere()
  const typed = problem?.action === keepQueue.name ? problem.values['asked'] : asked
  if (typed === null) return <p>{say('reports.queues.how')}</p>
  return (
    <Section title={say('reports.queues.keep')} id="keep">
      <Form action={keepQueue} with={{ asked: String(typed) }}>
        <Field name="name" />
        <Field name="unit" options={optionsOf(units)} none={say('reports.queues.own')} />
      </Form>
    </Section>
  )
}

function Doing({ queue, first }: { queue: Queue; first: boolean }) {
  const { say, problem } = useHere()
  const given = { queue: queue.id }
  const wrong = problem?.action === renameQueue.name && problem.values['queue'] === queue.id
  return (
    <>
      <ButtonRow>
        <Does
          action={beginWithQueue}
          with={queue.first ? given : { ...given, begin: 'yes' }}
          label={queue.first ? 'reports.queues.notFirst' : 'reports.begin-with'}
          about={queue.name}
        />
        {queue.own && !first && <Does action={raiseQueue} with={given} about={queue.name} />}
        {queue.own && <Does action={dropQueue} with={given} about={queue.name} />}
      </ButtonRow>
      {queue.own && (
        <Details summary={say('reports.rename-queue')} open={wrong}>
          <Form action={renameQueue} with={given} kind="secondary">
            <Field name="name" value={queue.name} />
          </Form>
        </Details>
      )}
    </>
  )
}

function One({ queue, first }: { queue: Queue; first: boolean }) {
  const { say } = useHere()
  return (
    <Card
      title={queue.name}
      level={3}
      eyebrow={
        queue.unitName
          ? say('reports.queues.shared', { unit: queue.unitName })
          : say('reports.queues.own')
      }
      {...(queue.first ? { tag: <Tag tone="info">{say('reports.queues.first')}</Tag> } : {})}
    >
      <p>
        <a href={queueLink(queue.asked)}>{say('reports.queues.waiting', { count: queue.count })}</a>
      </p>
      <Doing queue={queue} first={first} />
    </Card>
  )
}

function QueuesView(data: QueuesData) {
  const { say } = useHere()
  return (
    <Layout
      title={say('reports.desk.queues')}
      lead={say('reports.queues.lead')}
      breadcrumb={[{ href: '/reports/desk?all=yes', text: say('reports.desk') }]}
      narrow
    >
      <Keeping {...data} />
      {data.queues.length === 0 ? (
        <Empty title={say('reports.queues.none')} />
      ) : (
        <Section title={say('reports.queues.kept')} id="kept">
          <CardList stacked label={say('reports.queues.kept')}>
            {data.queues.map((queue, at) => (
              <One key={queue.id} queue={queue} first={at === 0} />
            ))}
          </CardList>
        </Section>
      )}
    </Layout>
  )
}
