/** The form of the first minutes. Everything that is known is filled in. */
import { useHere } from '#core/pages'
import { Field, Form } from '#design'
import type { openBreach } from '../actions/breaches.ts'

/** A moment as day and time by the city's clocks. */
function clockOf(at: string, zone: string): { on: string; at: string } {
  const format = new Intl.DateTimeFormat('sv', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const [on = '', time = ''] = format.format(new Date(at)).split(' ')
  return { on, at: time }
}

/** What happened, when it was noticed, from when until when. */
export function OpenForm({
  action,
  now,
  zone,
}: {
  action: typeof openBreach
  now: string
  zone: string
}) {
  const { say } = useHere()
  const today = clockOf(now, zone)
  return (
    <Form action={action} fields={['title', 'kinds']}>
      <Field name="noticedOn" value={today.on} />
      <Field name="noticedAt" value={today.at} hint={say('processing.time.hint')} />
      <Field name="noticedBy" />
      <Field name="fromOn" value={today.on} />
      <Field name="fromAt" value="00:00" />
      <Field name="untilOn" value={today.on} />
      <Field name="untilAt" value={today.at} />
      <Field name="exercise" />
    </Form>
  )
}
