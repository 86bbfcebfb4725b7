/** The part of the edit page that joins a row to another one. */
import { useHere } from '#core/pages'
import { Details, Field, Form, Prose } from '#design'
import { join } from '../actions/join.ts'
import type { Row } from '../store/join.ts'

/** The form to join, with the rows that look alike. A name alone is never enough, and the page says so. */
export function Joining({
  city,
  alike,
}: {
  readonly city: string
  readonly alike: readonly Row[]
}) {
  const { say, problem } = useHere()
  const open = problem?.action === join.name
  const [first] = alike
  return (
    <Details summary={say('cities.join')} open={open}>
      <Prose>
        <p>{say('cities.join.text')}</p>
        {alike.length > 0 && (
          <ul>
            {alike.map(({ id, name, domains }) => (
              <li key={id}>
                <a href={`/cities/${id}`}>{name}</a> · <code>{id}</code>{' '}
                <bdi>{domains.join(', ')}</bdi>
              </li>
            ))}
          </ul>
        )}
      </Prose>
      <Form action={join} with={{ city }} kind="danger" fields={[]}>
        <Field name="into" value={alike.length === 1 ? first?.id : undefined} />
        <Field name="because" />
        <Field name="link" />
      </Form>
    </Details>
  )
}
