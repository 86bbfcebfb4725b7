/** The report is in: its number, the code only the reporter has, and what happens next. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Keepsake, Layout, Notice, Prose, When } from '#design'
import { readByCode } from '../../store/one.ts'
import { namesOf } from '../parts/names.ts'

interface SentData {
  readonly number: string
  readonly code: string
  readonly unitName: string | null
  readonly dueOn: string
  readonly contactLeft: boolean
}

/** A code in groups of four, as people read it out and write it down. */
export function spaced(code: string): string {
  return code.match(/.{1,4}/g)?.join(' ') ?? code
}

function Next({ unitName, dueOn, contactLeft }: SentData) {
  const { say } = useHere()
  return (
    <Prose>
      <h2>{say('reports.sent.next')}</h2>
      <ol>
        <li>
          {unitName
            ? say('reports.sent.next.unit', { unit: unitName })
            : say('reports.sent.next.sorted')}
        </li>
        <li>
          {say('reports.sent.next.due')} <When at={dueOn} style="long" />
        </li>
        <li>{say(contactLeft ? 'reports.sent.next.mail' : 'reports.sent.next.code')}</li>
      </ol>
    </Prose>
  )
}

function SentView(data: SentData) {
  const { say } = useHere()
  const { number, code } = data
  return (
    <Layout
      title={say('reports.sent.title', { number })}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      narrow
    >
      <Notice tone="success" title={say('reports.sent.thanks')} />
      <Keepsake label={say('reports.sent.number')} value={number} />
      <Keepsake
        label={say('reports.sent.code')}
        value={spaced(code)}
        hint={say('reports.sent.code.hint')}
      />
      <Next {...data} />
      <ButtonRow>
        <ButtonLink href={`/reports/mine/${code}`}>{say('reports.sent.open')}</ButtonLink>
        <ButtonLink kind="secondary" href="/reports/new">
          {say('reports.sent.another')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  )
}

/** Shown once, right after sending; to be written down or printed. */
export const sent = page({
  name: 'reports.sent',
  path: '/reports/mine/:code/sent',
  who: anyone,
  input: z.object({ code: z.string().max(64) }),
  async load({ input, tx, city, language }): Promise<SentData> {
    const { report } = await readByCode(tx, input.code)
    const { number, dueOn, contactLeft } = report
    const unitName = namesOf(city, language).unit(report.unit)
    return { number, code: input.code, unitName, dueOn, contactLeft }
  },
  view: (data) => <SentView {...data} />,
})
