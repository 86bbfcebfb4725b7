/** What of fair service is no waiting: late beside expected, and reports for each resident. */
import { useHere } from '#core/pages'
import { Section, Table } from '#design'
import type { Fair } from '../model/found.ts'
import { Ranges } from './chart.tsx'

type Say = ReturnType<typeof useHere>['say']

/** The numbers of one area, in words. */
function numbersOf({ n, observed, expected, ratio, interval }: Fair['onTime'][number], say: Say) {
  const two = (value: number | null) => (value === null ? '–' : say('audits.two', { value }))
  const [low, high] = interval ?? [null, null]
  return [
    say.number(n),
    say.number(observed),
    two(expected),
    two(ratio),
    low === null ? '–' : say('audits.between', { low: two(low), high: two(high) }),
  ]
}

/** Late reports beside what the same mix would have had in the whole city. */
export function OnTime({
  onTime,
  name,
}: {
  onTime: Fair['onTime']
  name: (area: string) => string
}) {
  const { say } = useHere()
  return (
    <Section title={say('audits.fair.mix')} id="mix">
      <p>{say('audits.fair.mix.text')}</p>
      {onTime.length > 1 && (
        <Ranges
          title={say('audits.fair.mix')}
          least={0}
          most={3}
          line={1}
          items={onTime.map((one) => ({
            label: name(one.area),
            value: one.ratio,
            low: one.interval?.[0] ?? null,
            high: one.interval?.[1] ?? null,
          }))}
        />
      )}
      <Table
        caption={say('audits.fair.mix')}
        quiet
        head={['district', 'n', 'observed', 'expected', 'ratio', 'interval'].map((key) =>
          say(`audits.column.${key}`),
        )}
        numeric={[1, 2, 3, 4]}
        rows={onTime.map((one) => [<bdi>{name(one.area)}</bdi>, ...numbersOf(one, say)])}
      />
    </Section>
  )
}

/** Reports for each thousand residents, where the city says how many there are. */
export function Residents({
  perResident,
  name,
}: {
  readonly perResident: Fair['perResident']
  readonly name: (area: string) => string
}) {
  const { say } = useHere()
  return (
    <Section title={say('audits.fair.residents')} id="residents">
      {perResident.length === 0 ? (
        <p>{say('audits.fair.residents.none')}</p>
      ) : (
        <Table
          caption={say('audits.fair.residents')}
          quiet
          head={['district', 'n', 'per-thousand'].map((key) => say(`audits.column.${key}`))}
          numeric={[1, 2]}
          rows={perResident.map((one) => [
            <bdi>{name(one.area)}</bdi>,
            say.number(one.n),
            say.number(one.rate),
          ])}
        />
      )}
    </Section>
  )
}
