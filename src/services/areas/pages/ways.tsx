/** By which ways an area can be followed: by mail, or by a news reader. */
import { useHere } from '#core/pages'
import { Field, Form, Prose, Section } from '#design'
import { follow } from '../actions.ts'
import { DAYS } from '../model.ts'
import { nameOf } from '../naming.ts'
import type { Data } from './choose.tsx'

/** What is sent along with the address: the area as it was chosen. */
function chosenOf({ area }: Data): Record<string, string> {
  const { district, lon, lat, metres, category } = area
  const all = { district, lat, lon, metres, category }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  )
}

/** The area that was chosen, and both ways. */
export function Ways(data: Data) {
  const { say } = useHere()
  const { area, count, list, atom } = data
  return (
    <>
      <Section title={say('areas.chosen')} id="chosen">
        <Prose>
          <p>
            <strong>
              <bdi>{nameOf(area, say)}</bdi>
            </strong>
          </p>
          <p>
            <a href={list}>{say('areas.count', { count, days: DAYS })}</a>
          </p>
        </Prose>
      </Section>
      <Section title={say('areas.byMail')} id="by-mail">
        <Prose>
          <p>{say('areas.byMail.text')}</p>
        </Prose>
        <Form action={follow} with={chosenOf(data)}>
          <Field name="email" />
          <Field name="rhythm" value="daily" />
        </Form>
      </Section>
      <Section title={say('areas.byFeed')} id="by-feed">
        <Prose>
          <p>{say('areas.byFeed.text')}</p>
          <p>
            <a href={atom} type="application/atom+xml" dir="ltr">
              {atom}
            </a>
          </p>
        </Prose>
      </Section>
    </>
  )
}
