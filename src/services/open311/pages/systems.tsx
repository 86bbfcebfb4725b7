/** Which systems the city is connected with, how much is on its way to each, and which does not answer. */
import { useHere } from '#core/pages'
import { Empty, Field, Form, Section, Table, Tag, When } from '#design'
import { passOn } from '../actions/pass-on.ts'
import type { DeliveryState } from '../model.ts'
import type { Count } from '../store/deliveries.ts'

/** A system, as the desk sees it. */
export interface Known {
  readonly code: string
  readonly name: string
  readonly endpoint: string
  /** Since when it does not answer; null while it does. */
  readonly silentSince: string | null
}

const sum = (counts: readonly Count[], system: string, states: readonly DeliveryState[]) =>
  counts
    .filter((one) => one.system === system && states.includes(one.state))
    .reduce((total, { count }) => total + count, 0)

/** A system, and since when it does not answer. */
function Named({ name, silentSince }: Pick<Known, 'name' | 'silentSince'>) {
  const { say } = useHere()
  if (silentSince === null) return <>{name}</>
  return (
    <>
      {name}
      <p>
        <Tag tone="warning">{say('open311.silent')}</Tag> <When at={silentSince} />
      </p>
    </>
  )
}

function Passing({ systems }: { systems: readonly Known[] }) {
  return (
    <Form action={passOn} fields={[]}>
      <Field name="number" />
      <Field
        name="system"
        options={systems.map(({ code: value, name: text }) => ({ value, text }))}
      />
    </Form>
  )
}

/** The systems the city is connected with, and the way to pass a report on. */
export function Systems({
  systems,
  counts,
}: {
  systems: readonly Known[]
  counts: readonly Count[]
}) {
  const { say } = useHere()
  const count = (system: string, ...states: DeliveryState[]) =>
    say.number(sum(counts, system, states))
  return (
    <Section title={say('open311.systems')} id="systems">
      {systems.length === 0 ? (
        <Empty title={say('open311.systems.none')} text={say('open311.systems.none.text')} />
      ) : (
        <Table
          caption={say('open311.systems')}
          quiet
          numeric={[2, 3, 4]}
          head={['system', 'address', 'there', 'waiting', 'failed'].map((one) =>
            say(`open311.column.${one}`),
          )}
          rows={systems.map(({ code, name, endpoint, silentSince }) => [
            <Named name={name} silentSince={silentSince} />,
            <bdi>{endpoint}</bdi>,
            count(code, 'sent'),
            count(code, 'unsent', 'sending', 'token'),
            count(code, 'failed'),
          ])}
        />
      )}
      {systems.length > 0 && <Passing systems={systems} />}
    </Section>
  )
}
