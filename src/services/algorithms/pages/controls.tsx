/** The kill switch, on the page of what it stops. */
import { useHere } from '#core/pages'
import { Details, Form, Prose } from '#design'
import { giveUp, stop } from '../actions/reviewing.ts'

/** Stops a decision at once, or gives it up; the reason is published. */
export function Controls({ name, state }: { name: string; state: string }) {
  const { say } = useHere()
  if (state === 'retired') return null
  return (
    <Details summary={say('algorithms.controls')}>
      <Prose>
        <p>{say('algorithms.controls.text')}</p>
        <p>
          <a href={`/algorithms/${name}/affected`}>{say('algorithms.affected-page')}</a>
        </p>
        <p>
          <a href={`/algorithms/${name}/versions`}>{say('algorithms.versions')}</a>
        </p>
      </Prose>
      {state !== 'suspended' && <Form action={stop} with={{ name }} fields={['reason']} />}
      <Form action={giveUp} with={{ name }} fields={['reason']} />
    </Details>
  )
}
