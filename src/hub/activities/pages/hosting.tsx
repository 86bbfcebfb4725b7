/** What the city that invited does on the page of its activity: moves it, cancels it, tells what came of it. */
import { useHere } from '#core/pages'
import { Details, Does, Field, Form } from '#design'
import { nameIn } from '#hub/cities'
import { tell } from '../actions/outcome.ts'
import { cancel, change } from '../actions/plan.ts'
import type { Shown } from './show.tsx'

/** What came of it, with the words that were told before. */
function Telling({ number, outcome, material, recording, attended }: Shown) {
  const { say, language } = useHere()
  const came = attended.map((one) => nameIn(one, language)).join('\n')
  return (
    <Details summary={say('activities.tell')}>
      <Form action={tell} with={{ activity: String(number) }}>
        <Field name="outcome" value={outcome} />
        <Field name="material" value={material} />
        <Field name="recording" value={recording} />
        <Field name="attended" value={came} />
      </Form>
    </Details>
  )
}

/** Forms for officials of the city that invited; nothing for everybody else. */
export function Hosting(data: Shown) {
  const { acts, number, cancelledAt, over, zone, about, place, link } = data
  const { say } = useHere()
  if (!acts || cancelledAt !== null) return null
  const given = { activity: String(number) }
  if (over) return <Telling {...data} />
  return (
    <>
      <Details summary={say('activities.change')}>
        <Form action={change} with={given}>
          <Field name="about" value={about} />
          <Field name="zone" value={zone} />
          {['day', 'time', 'lastDay', 'until'].map((name) => (
            <Field key={name} name={name} />
          ))}
          <Field name="place" value={place} />
          <Field name="link" value={link} />
        </Form>
      </Details>
      <Does action={cancel} with={given} kind="danger" />
    </>
  )
}
