/** The one next step, as a form with its primary button. */
import { useHere } from '#core/pages'
import { Does, Field, Form, Notice, Section } from '#design'
import { begin, goOn } from '../actions/clock.ts'
import { close, decide, tell } from '../actions/decide.ts'
import { askUnit } from '../actions/unit.ts'
import { numberOf } from '../model/kinds.ts'
import type { DeskRequestData } from './desk-request.tsx'

const about = ({ request: { id, version } }: DeskRequestData) => ({
  number: numberOf(id),
  version: String(version),
})

/** The answer: outcome, reason, and the letter. */
export function Deciding(data: DeskRequestData) {
  const { say } = useHere()
  const { kind, finding } = data.request
  return (
    <Form action={decide} with={about(data)}>
      {kind === 'contest' && <Field name="finding" value={finding} optional={false} />}
      <Field name="outcome" />
      <Field name="ground" none={say('protection.ground.none')} />
      <Field name="text" />
      {kind === 'contest' && <Field name="breach" />}
    </Form>
  )
}

/** Recipients outside the city: the officer writes to them, and notes it. */
function Telling(data: DeskRequestData) {
  const { request, recipients } = data
  const outside = recipients.filter(({ kind, toldAt }) => kind === 'outside' && toldAt === null)
  return (
    <>
      {outside.map(({ code, kind }) => (
        <p key={code}>
          <bdi>{code}</bdi>{' '}
          <Does
            action={tell}
            with={{ number: numberOf(request.id), kind, code, what: 'told' }}
            about={code}
            label="protection.tell.told"
          />
        </p>
      ))}
    </>
  )
}

function AskingUnit(data: DeskRequestData) {
  const { units, access } = data
  return (
    <Form action={askUnit} with={about(data)}>
      <Field name="unit" options={units} value={access?.actor.unit ?? undefined} />
    </Form>
  )
}

function Step(data: DeskRequestData) {
  const { say } = useHere()
  const { request } = data
  switch (data.next) {
    case 'begin':
      return <Does action={begin} with={about(data)} kind="primary" />
    case 'identify':
      return request.identified === null ? (
        <Does action={goOn} with={about(data)} kind="primary" />
      ) : (
        <Form action={goOn} with={about(data)} />
      )
    case 'ask-unit':
      return <AskingUnit {...data} />
    case 'decide':
      return <Deciding {...data} />
    case 'tell':
      return <Telling {...data} />
    case 'close':
      return <Does action={close} with={about(data)} kind="primary" />
    default:
      return <p>{say(`protection.next.${data.next}.text`)}</p>
  }
}

/** What is to be done next. */
export function NextStep(data: DeskRequestData) {
  const { say } = useHere()
  const { next } = data
  if (next === 'none') return null
  const text = `protection.next.${next}.text`
  const waits = next === 'wait-unit' || next === 'wait-vault'
  if (waits) {
    return (
      <Notice title={say('protection.next', { step: say(`protection.next.${next}`) })}>
        <p>{say(text)}</p>
      </Notice>
    )
  }
  return (
    <Section title={say('protection.next', { step: say(`protection.next.${next}`) })} id="next">
      {say.has(text) && <p>{say(text)}</p>}
      <Step {...data} />
    </Section>
  )
}
