/** What can be done beside the next step: longer, in doubt, a recipient that answered. */
import { useHere } from '#core/pages'
import { Details, Does, Form, Section } from '#design'
import { doubt, extend } from '../actions/clock.ts'
import { tell } from '../actions/decide.ts'
import { numberOf } from '../model/kinds.ts'
import { mayDoubt, mayExtend } from '../rules.ts'
import type { DeskRequestData } from './desk-request.tsx'
import { Deciding } from './desk-steps.tsx'

const about = ({ request: { id, version } }: DeskRequestData) => ({
  number: numberOf(id),
  version: String(version),
})

const free = (reasons: readonly string[]) => reasons.length === 0

/** Recipients who were told and have not answered. */
const unansweredOf = ({ recipients }: DeskRequestData) =>
  recipients.filter(({ toldAt, acknowledgedAt }) => toldAt && !acknowledgedAt)

/** A recipient answers by letter or telephone: the officer notes it. */
function Unanswered(data: DeskRequestData) {
  const { say } = useHere()
  const { request } = data
  const waiting = unansweredOf(data)
  if (waiting.length === 0) return null
  return (
    <Details summary={say('protection.others.acknowledged')}>
      {waiting.map(({ kind, code, name }) => (
        <p key={code}>
          <bdi>{name}</bdi>{' '}
          <Does
            action={tell}
            with={{ number: numberOf(request.id), kind, code, what: 'acknowledged' }}
            label="protection.tell.acknowledged"
            about={name ?? code}
          />
        </p>
      ))}
    </Details>
  )
}

/** Everything else, folded away. */
export function OtherSteps(data: DeskRequestData) {
  const { say } = useHere()
  const { request, today, over, next } = data
  if (over) return null
  const paused = request.pausedOn !== null
  const longer = free(mayExtend.reasons({ ...request, paused, today }))
  const doubtful = free(mayDoubt.reasons({ ...request, paused }))
  const early = next === 'ask-unit'
  if (!longer && !doubtful && unansweredOf(data).length === 0) return null
  return (
    <Section title={say('protection.others')} id="others">
      {longer && (
        <Details summary={say('protection.others.extend')}>
          <p>{say('protection.others.extend.text')}</p>
          <Form action={extend} with={about(data)} kind="secondary" />
        </Details>
      )}
      {doubtful && (
        <Details summary={say('protection.others.doubt')}>
          <p>{say('protection.others.doubt.text')}</p>
          <Does action={doubt} with={about(data)} />
        </Details>
      )}
      {early && (
        <Details summary={say('protection.others.decide')}>
          <Deciding {...data} />
        </Details>
      )}
      <Unanswered {...data} />
    </Section>
  )
}
