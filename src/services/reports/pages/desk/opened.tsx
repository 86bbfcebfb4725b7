/** The frame of what was opened for a reason: every look is logged, for how long it is open, and the way back. */
import type { ComponentProps } from 'preact'
import { useHere } from '#core/pages'
import { ButtonLink, Layout, Notice, Summary, When } from '#design'

/** What was opened, of which report, why, and until when. */
export interface OpenedProps {
  readonly title: string
  readonly number: string
  readonly reason: string
  /** Null when no reason was given, or its time is over. */
  readonly until: string | null
  readonly rows: ComponentProps<typeof Summary>['rows']
}

/** What was opened for a reason, for a while. */
export function Opened({ title, number, reason, until, rows }: OpenedProps) {
  const { say } = useHere()
  return (
    <Layout
      title={title}
      breadcrumb={[
        { href: '/reports/desk', text: say('reports.desk') },
        { href: `/reports/desk/${number}`, text: number },
      ]}
      narrow
    >
      <Notice tone="warning" title={say('reports.desk.contact.logged')}>
        <p>
          {say('reports.desk.contact.reason')} <bdi>{reason}</bdi>
        </p>
        <p>
          {say('reports.desk.contact.until')} {until && <When at={until} style="time" />}
        </p>
      </Notice>
      <Summary rows={rows} />
      <ButtonLink href={`/reports/desk/${number}`}>{say('reports.desk.contact.back')}</ButtonLink>
    </Layout>
  )
}
