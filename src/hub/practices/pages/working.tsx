/** What officials of cities and the editors can do with a practice. */
import { useHere } from '#core/pages'
import { Details, Does, Field, Form, Section } from '#design'
import { nameIn } from '#hub/cities'
import { publish, sendBack } from '../actions/check.ts'
import { adopt, archive, confirm, stopAdopting } from '../actions/keep.ts'
import { approve } from '../actions/write.ts'
import { mayApprove, mayPublish } from '../rules.ts'
import type { Shown } from './show.tsx'

function City({ acts, state, version, archivedOn, number }: Shown) {
  const { say } = useHere()
  if (!acts) return null
  const given = { practice: String(number) }
  return (
    <>
      {state === 'draft' && (
        <>
          <p>{say(`practices.rule.${mayApprove.name.split('.')[1]}`)}</p>
          <Does action={approve} with={given} kind="primary" />
        </>
      )}
      {version > 0 && archivedOn === null && (
        <>
          <Does action={confirm} with={given} />
          <Details summary={say('practices.archive')}>
            <Form action={archive} with={given} kind="danger" />
          </Details>
        </>
      )}
    </>
  )
}

function Editors({ edits, state, number }: Shown) {
  const { say } = useHere()
  if (!edits || state !== 'approved') return null
  const given = { practice: String(number) }
  return (
    <>
      <Section title={say('practices.publish')} id="publish">
        <p>{say(`practices.rule.${mayPublish.name.split('.')[1]}`)}</p>
        <Form action={publish} with={given} />
      </Section>
      <Details summary={say('practices.send-back')}>
        <Form action={sendBack} with={given} kind="secondary" />
      </Details>
    </>
  )
}

function Others({ adopters, adoptions, names, version, archivedOn, number }: Shown) {
  const { say, language } = useHere()
  if (version === 0) return null
  const given = { practice: String(number) }
  const named = (id: string) => {
    const city = names[id]
    return { value: id, text: city ? nameIn(city, language) : id }
  }
  const running = new Set(adoptions.filter((one) => one.endedOn === null).map(({ city }) => city))
  const free = adopters.filter((city) => !running.has(city))
  return (
    <>
      {free.length > 0 && archivedOn === null && (
        <Details summary={say('practices.adopt')}>
          <Form action={adopt} with={given}>
            <Field name="city" value={free[0]} options={free.map(named)} />
            <Field name="since" />
            <Field name="words" />
          </Form>
        </Details>
      )}
      {adopters
        .filter((city) => running.has(city))
        .map((city) => (
          <Does
            key={city}
            action={stopAdopting}
            with={{ ...given, city }}
            about={named(city).text}
          />
        ))}
    </>
  )
}

/** What the person who looks may do. */
export function Working(data: Shown) {
  return (
    <>
      <City {...data} />
      <Editors {...data} />
      <Others {...data} />
    </>
  )
}
