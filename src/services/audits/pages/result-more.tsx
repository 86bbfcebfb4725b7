/** The rest of an audit: hours, calibration, two people, and how anybody does it again. */
import { useHere } from '#core/pages'
import { Code, Section, Stats, Table } from '#design'
import { ATTRIBUTES, type Result } from '../model/found.ts'
import { numberOf } from '../model/states.ts'
import type { Audit } from '../store/audits.ts'
import { type GroupName, percent } from './words.ts'

interface Shown {
  readonly result: Result
  readonly name: GroupName
}

/** Hours that went by where the department was wrong. */
export function Lost({ result, name }: Shown) {
  const { say } = useHere()
  return (
    <Section title={say('audits.lost')} id="lost">
      {result.lost.length === 0 ? (
        <p>{say('audits.lost.few')}</p>
      ) : (
        <Table
          caption={say('audits.lost')}
          quiet
          head={['group', 'wrong', 'hours'].map((key) => say(`audits.column.${key}`))}
          numeric={[1, 2]}
          rows={result.lost.map((one) => [
            <bdi>{name(one.attribute, one.group)}</bdi>,
            say.number(one.wrong),
            say.number(Math.round(one.meanHours)),
          ])}
        />
      )}
    </Section>
  )
}

/** How sure the machine was beside how often it was right. */
export function Calibrated({ result, name }: Shown) {
  const { say } = useHere()
  return (
    <Section title={say('audits.calibration')} id="calibration">
      {result.calibration.length === 0 ? (
        <p>{say('audits.calibration.none')}</p>
      ) : (
        <Table
          caption={say('audits.calibration')}
          quiet
          head={['group', 'n', 'error'].map((key) => say(`audits.column.${key}`))}
          numeric={[1, 2]}
          rows={result.calibration.map((one) => [
            <bdi>{name('language', one.group)}</bdi>,
            say.number(one.n),
            percent(say, one.error),
          ])}
        />
      )}
    </Section>
  )
}

/** What two people said of a sample without the machine. */
export function Agreement({ agreement }: Pick<Audit, 'agreement'>) {
  const { say } = useHere()
  if (agreement === null) return null
  const { n, kappa, machine } = agreement
  return (
    <Section title={say('audits.agreement')} id="agreement">
      <p>{say('audits.agreement.text')}</p>
      {n === 0 || kappa === null ? (
        <p>{say('audits.agreement.none', { n })}</p>
      ) : (
        <Stats
          items={[
            { label: say('audits.agreement.n'), value: n },
            { label: say('audits.agreement.kappa'), value: say('audits.two', { value: kappa }) },
            { label: say('audits.agreement.machine'), value: percent(say, machine) },
          ]}
        />
      )}
    </Section>
  )
}

/** How anybody does it again. */
export function Again({ audit, published }: { audit: Audit; published: boolean }) {
  const { say } = useHere()
  const file = `${numberOf(audit.id)}.csv`
  const groups = `--group ${ATTRIBUTES.join(',')} --reference largest --tolerance 0.8 --publish`
  const command = (label: string) =>
    `./bin/cityright audit ${file} --score sorted --label ${label} ${groups}`
  return (
    <Section title={say('audits.again')} id="again">
      {published && (
        <p>
          <a href={`/audits/${numberOf(audit.id)}/table`}>{say('audits.again.file')}</a>.{' '}
          {say('audits.again.left-out')}
        </p>
      )}
      <p>
        {say('audits.again.hash')} <Code text={audit.hash ?? ''} inline />
      </p>
      <p>{say('audits.again.text')}</p>
      <Code text={command('right_category')} />
      <Code text={command('right_department')} />
    </Section>
  )
}
