/** Ways into the desk's work: queues that are kept, notes that name whoever looks, and prepared words. */
import { useHere } from '#core/pages'
import { ButtonLink, ButtonRow, Tabs } from '#design'
import { linkTo } from '../parts/looking.ts'
import { queueLink } from '../parts/queue-link.ts'
import type { QueueData } from './queue.tsx'

/** The queues as tabs, each with how much waits; below them what else belongs to the day's work. */
export function Ways({ queues, asked, mentions, earlier }: QueueData) {
  const { say } = useHere()
  const here = queueLink(asked)
  const tabs = queues.map((queue) => {
    const href = queueLink(queue.asked)
    return { href, text: queue.name, current: href === here, count: queue.count }
  })
  const keep = linkTo('/reports/desk/queues', { asked: here.split('?')[1] ?? '' })
  const forMe = `${say('reports.desk.for-me')} (${say.number(mentions)})`
  return (
    <>
      {tabs.length > 0 && <Tabs label={say('reports.desk.queues')} tabs={tabs} />}
      <ButtonRow>
        <ButtonLink kind="secondary" href="/reports/desk/for-me">
          {forMe}
        </ButtonLink>
        <ButtonLink kind="secondary" href={keep}>
          {say('reports.queues.keep')}
        </ButtonLink>
        <ButtonLink kind="secondary" href="/reports/desk/templates">
          {say('reports.templates')}
        </ButtonLink>
        {earlier > 0 && (
          <ButtonLink kind="secondary" href="/reports/desk/earlier">
            {say('reports.earlier.way', { count: earlier })}
          </ButtonLink>
        )}
      </ButtonRow>
    </>
  )
}
