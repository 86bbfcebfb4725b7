/** The form with which an application is proposed or changed: a field for each language of the city. */
import { useHere } from '#core/pages'
import { languageName } from '#core/text'
import { Field, Form } from '#design'
import { change, type propose } from '../actions/register.ts'
import { CLAIMS, type Facts, inLanguage } from '../model.ts'

type Either = typeof propose | typeof change

/** The same words in every language of the city. */
function Words({ name, facts }: { name: 'name' | 'purpose'; facts: Facts | undefined }) {
  const { say, languages } = useHere()
  return (
    <>
      {languages.map((code) => (
        <Field
          key={code}
          name={`${name}.${code}`}
          label={say(`applications.field.${name}`, { language: languageName(code) })}
          kind={name === 'name' ? 'text' : 'textarea'}
          value={facts?.[name][code]}
          optional={false}
        />
      ))}
    </>
  )
}

function Needs({ facts }: { facts: Facts | undefined }) {
  const { say, language } = useHere()
  const options = CLAIMS.map((claim) => ({
    value: claim,
    text: say(`applications.claim.${claim}`),
  }))
  const needs = facts?.needs ?? []
  const reasonFor = (claim: string) =>
    inLanguage(needs.find((need) => need.claim === claim)?.reason ?? {}, language)
  return (
    <>
      <Field name="claims" options={options} value={needs.map(({ claim }) => claim)} />
      <Field
        name="must"
        options={options}
        value={needs.filter(({ must }) => must).map(({ claim }) => claim)}
      />
      {CLAIMS.map((claim) => (
        <Field
          key={claim}
          name={`reasons.${claim}`}
          label={say('applications.field.reason', { claim: say(`applications.claim.${claim}`) })}
          value={reasonFor(claim)}
        />
      ))}
    </>
  )
}

/** The fields of an application. */
export function RegisterForm(props: {
  action: Either
  with?: Readonly<Record<string, string>>
  facts?: Facts
}) {
  const { facts } = props
  return (
    <Form action={props.action} {...(props.with ? { with: props.with } : {})} fields={[]}>
      {!facts && <Field name="application" />}
      <Words name="name" facts={facts} />
      <Words name="purpose" facts={facts} />
      <Field name="kind" value={facts?.kind} />
      <Field name="returns" value={facts?.returns.join('\n')} />
      <Field name="afterwards" value={facts?.afterwards.join('\n')} />
      <Needs facts={facts} />
      <Field name="stays" value={facts?.stays ? 'yes' : ''} />
      <Field name="contact" value={facts?.contact} />
    </Form>
  )
}

export function ChangeForm({ application, facts }: { application: string; facts: Facts }) {
  return <RegisterForm action={change} with={{ application }} facts={facts} />
}
