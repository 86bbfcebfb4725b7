/** The calendar of the hub's clocks: which days count, so that anybody can count after it. */
import type { Holidays } from '#core/kernel'
import { addDays, workingDaysAfter } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Empty, Layout, Prose, Section, Summary } from '#design'
import { z } from 'zod'
import { REVIEW_DAYS } from '../model.ts'
import { Day, trail } from './parts.tsx'

/** The holidays of the twelve months from this day on, in their order; a yearly one on its next day. */
export function comingHolidays(today: string, holidays: Holidays): readonly string[] {
  const last = addDays(today, 365)
  const year = Number(today.slice(0, 4))
  const days = holidays.flatMap((one) =>
    one.length === 5 ? [`${year}-${one}`, `${year + 1}-${one}`] : [one],
  )
  return [...new Set(days)].filter((day) => day >= today && day <= last).toSorted()
}

function Examples({ today, holidays }: { today: string; holidays: Holidays }) {
  const { say } = useHere()
  return (
    <Summary
      rows={[REVIEW_DAYS, 20].map((days) => ({
        key: say('endorsements.calendar.begins', { days }),
        value: <Day on={workingDaysAfter(today, days, holidays)} />,
      }))}
    />
  )
}

export const calendarPage = page({
  name: 'endorsements.calendar',
  path: '/endorsements/working-days',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  load: ({ now, city: hub }) => {
    const today = now.slice(0, 10)
    const { holidays, name } = hub
    return Promise.resolve({ today, name, holidays, coming: comingHolidays(today, holidays) })
  },
  view: ({ today, name, holidays, coming }, { say }) => (
    <Layout
      title={say('endorsements.calendar')}
      lead={say('endorsements.calendar.lead', { hub: name })}
      breadcrumb={trail(say)}
      narrow
    >
      <Section title={say('endorsements.calendar.today')} id="today">
        <Examples today={today} holidays={holidays} />
      </Section>
      <Section title={say('endorsements.calendar.holidays')} id="holidays">
        {coming.length === 0 && <Empty title={say('endorsements.calendar.none')} />}
        <Prose>
          <ul>
            {coming.map((day) => (
              <li key={day}>
                <Day on={day} />
              </li>
            ))}
          </ul>
        </Prose>
      </Section>
    </Layout>
  ),
})
