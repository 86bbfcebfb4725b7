/** The form of each step of a breach, with everything that is known filled in. */
import { useHere } from '#core/pages'
import { type ButtonKind, Details, Field, Form, Prose } from '#design'
import { assess, closeBreach, count, tell } from '../actions/breaches.ts'
import { notify } from '../actions/notify.ts'
import type { BreachStep } from '../model.ts'
import { purposeTitle, serviceName } from '../naming.ts'
import type { BreachData } from './breach.tsx'

function Count({ breach, services, purposes, kind }: BreachData & { kind: ButtonKind }) {
  const { say } = useHere()
  const { concerned } = breach
  return (
    <Form action={count} with={{ number: breach.number }} fields={[]} kind={kind}>
      <Field name="by" value={concerned?.by ?? 'accesses'} />
      <Field
        name="module"
        none={say('processing.count.any')}
        options={services.map((value) => ({ value, text: serviceName(value, say) }))}
        value={concerned?.module ?? ''}
        optional
      />
      <Field
        name="purpose"
        none={say('processing.count.any')}
        options={purposes.map((value) => ({ value, text: purposeTitle(value, say) }))}
        value={concerned?.purpose ?? ''}
        optional
      />
      <Field name="badge" value={concerned?.badge ?? ''} optional />
    </Form>
  )
}

function Notify({ breach, notifications, answering }: BreachData) {
  const { say, now } = useHere()
  const last = notifications.at(-1)
  const late = !last && now > breach.dueAt
  const { authority, officer } = answering
  return (
    <>
      <Prose>
        <p>
          {say('processing.notify.text')}{' '}
          {authority && <a href={authority.url}>{authority.name}</a>}
        </p>
      </Prose>
      <Form action={notify} with={{ number: breach.number }} fields={[]}>
        <Field name="nature" value={last?.nature ?? breach.title} />
        <Field name="records" value={last?.records ?? ''} />
        <Field name="contact" value={last?.contact ?? officer} />
        <Field name="consequences" value={last?.consequences ?? breach.riskWhy} />
        <Field name="measures" value={last?.measures ?? ''} />
        <Field name="more" value={last?.more ?? false} />
        {late && <Field name="lateReason" optional={false} />}
      </Form>
    </>
  )
}

function Tell({ breach, notifications, answering }: BreachData) {
  const { say, city } = useHere()
  const last = notifications.at(-1)
  const letter = say('processing.letter', {
    city: city.name,
    what: breach.title,
    consequences: last?.consequences ?? breach.riskWhy,
    measures: last?.measures ?? '',
    contact: answering.officer,
  })
  return (
    <>
      <Prose>
        <p>{say('processing.tell.text', { people: breach.people ?? 0 })}</p>
      </Prose>
      <Form action={tell} with={{ number: breach.number }} fields={[]}>
        <Field name="letter" value={breach.letter || letter} />
      </Form>
    </>
  )
}

/** One form for the one thing to do next; the others that may be done stand below, folded. */
export function NextForm({ next, ...data }: BreachData & { next: Exclude<BreachStep, 'done'> }) {
  const { say } = useHere()
  const { breach } = data
  const kind: ButtonKind = next === 'assess' || next === 'count' ? 'primary' : 'secondary'
  const forms = {
    assess: <Form action={assess} with={{ number: breach.number }} kind={kind} />,
    count: <Count {...data} kind={kind} />,
    notify: <Notify {...data} />,
    complete: <Notify {...data} />,
    tell: <Tell {...data} />,
    close: <Form action={closeBreach} with={{ number: breach.number }} />,
  }
  const again = next === 'assess' || next === 'count' ? [] : (['assess', 'count'] as const)
  return (
    <>
      {forms[next]}
      {again.map((one) => (
        <Details key={one} summary={say(`processing.again.${one}`)}>
          {forms[one]}
        </Details>
      ))}
    </>
  )
}
