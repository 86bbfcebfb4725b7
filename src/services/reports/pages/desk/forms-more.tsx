/** What an official does now and then: correct, join two reports, ask for the contact data. */
import { useHere } from '#core/pages'
import { ButtonLink, Field, Section, When } from '#design'
import { correct, merge, unmask } from '../../actions/index.ts'
import { PlacePicker } from '../new/where.tsx'
import { Seen } from '../parts/prepared.tsx'
import { optionsOf } from '../parts/search.tsx'
import { Fold } from './fold.tsx'
import { aboutIt } from './forms-main.tsx'
import type { DeskData } from './report.tsx'

/** A wrong category, a wrong place, or the same problem twice. */
export function Correcting(data: DeskData) {
  const { say } = useHere()
  const about = aboutIt(data)
  const { report, groups, districts, bounds } = data
  if (report.class !== 'open') return null
  const categories = groups.flatMap((group) =>
    group.categories.map((each) => ({ value: each.code, text: `${group.name}: ${each.name}` })),
  )
  return (
    <>
      <Fold action={correct} with={about}>
        <p>{say('reports.correct.hint')}</p>
        <Field name="category" options={categories} value={report.category} optional={false} />
        <Field name="address" value={report.address} />
        <PlacePicker
          id="map-place"
          action="reports-correct"
          bounds={bounds}
          lat={report.lat}
          lon={report.lon}
        />
        <Field name="district" options={optionsOf(districts)} value={report.district} />
      </Fold>
      <Fold action={merge} with={about}>
        <Field name="target" />
        <Field name="text" />
        <Seen action={merge} />
      </Fold>
    </>
  )
}

/** Whether contact data were left, and the way to see them: a reason that the reporter reads. */
export function Contact(data: DeskData) {
  const { say } = useHere()
  const { report, unmaskedUntil, mayUnmask } = data
  const { number } = report
  return (
    <Section title={say('reports.desk.contact')} id="contact">
      <p>{say(report.contactLeft ? 'reports.desk.contactLeft' : 'reports.desk.noContact')}</p>
      {unmaskedUntil && (
        <p>
          <ButtonLink kind="secondary" href={`/reports/desk/${number}/contact`}>
            {say('reports.desk.contact.open')}
          </ButtonLink>{' '}
          {say('reports.desk.contact.until')} <When at={unmaskedUntil} style="time" />
        </p>
      )}
      {mayUnmask && !unmaskedUntil && (
        <Fold action={unmask} with={{ number }}>
          <Field name="reason" />
        </Fold>
      )}
      {report.contactLeft && (
        <p>
          <a href={`/reports/desk/${number}/danger`}>{say('reports.desk.danger')}</a>
        </p>
      )}
    </Section>
  )
}
