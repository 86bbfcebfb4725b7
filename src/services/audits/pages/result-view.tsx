/** What an audit found, in words, charts and tables: the same for a draft and for everybody. */
import { useHere } from '#core/pages'
import { Code, Prose, Section, Stats, Table, Tag, type Tone } from '#design'
import type { Finding, Metric, Result } from '../model/result.ts'
import { ATTRIBUTES, type Attribute } from '../model/rows.ts'
import { numberOf } from '../model/states.ts'
import type { Audit } from '../store/audits.ts'
import { Ranges } from './chart.tsx'

const tones: Readonly<Record<string, Tone>> = {
  pass: 'success',
  fail: 'error',
  inconclusive: 'warning',
  suppressed: 'neutral',
}
const METRICS: readonly Metric[] = ['sorted', 'category', 'department']

/** A verdict in words and colour. */
export function Verdict({ verdict }: { verdict: string | null }) {
  const { say } = useHere()
  if (verdict === null) return <>–</>
  return <Tag tone={tones[verdict] ?? 'neutral'}>{say(`audits.verdict.${verdict}`)}</Tag>
}

type Say = ReturnType<typeof useHere>['say']

const percent = (say: Say, share: number | null) =>
  share === null ? '–' : say('audits.percent', { share })

const between = (say: Say, interval: readonly [number, number] | null) =>
  interval === null
    ? '–'
    : say('audits.between', {
        low: percent(say, interval[0]),
        high: percent(say, interval[1]),
      })

const ratioOf = (say: Say, { ratio, ratioInterval }: Finding) =>
  ratio === null || ratioInterval === null
    ? '–'
    : say('audits.ratio', { ratio, low: ratioInterval[0], high: ratioInterval[1] })

/** How groups are called: districts by their names, codes of the rest by texts, where there are any. */
export type GroupName = (attribute: Attribute, group: string) => string

function ByAttribute(props: {
  readonly metric: Metric
  readonly attribute: Attribute
  readonly findings: readonly Finding[]
  readonly name: GroupName
}) {
  const { say } = useHere()
  const { metric, attribute, findings, name } = props
  const caption = say('audits.by', {
    metric: say(`audits.metric.${metric}`),
    attribute: say(`audits.attribute.${attribute}`),
  })
  const shown = findings.filter(({ rate }) => rate !== null)
  return (
    <>
      {shown.length > 1 && (
        <Ranges
          title={caption}
          least={0}
          most={1}
          items={shown.map((one) => ({
            label: name(attribute, one.group),
            value: one.rate,
            low: one.interval?.[0] ?? null,
            high: one.interval?.[1] ?? null,
          }))}
        />
      )}
      <Table
        caption={caption}
        head={['group', 'n', 'rate', 'interval', 'ratio', 'verdict'].map((key) =>
          say(`audits.column.${key}`),
        )}
        numeric={[1, 2]}
        rows={findings.map((one) => [
          <bdi>{name(attribute, one.group)}</bdi>,
          one.n === null ? '–' : say.number(one.n),
          percent(say, one.rate),
          between(say, one.interval),
          one.group === one.reference ? say('audits.reference') : ratioOf(say, one),
          one.group === one.reference && one.verdict !== 'suppressed' ? (
            '–'
          ) : (
            <Verdict verdict={one.verdict} />
          ),
        ])}
      />
    </>
  )
}

function Groups({ result, name }: { result: Result; name: GroupName }) {
  const { say } = useHere()
  return (
    <>
      {METRICS.map((metric) => (
        <Section key={metric} title={say(`audits.metric.${metric}`)} id={metric}>
          <p>{say(`audits.metric.${metric}.why`)}</p>
          {ATTRIBUTES.map((attribute) => (
            <ByAttribute
              key={attribute}
              {...{ metric, attribute, name }}
              findings={result.findings.filter(
                (one) => one.metric === metric && one.attribute === attribute,
              )}
            />
          ))}
        </Section>
      ))}
    </>
  )
}

function LostAndSure({ result, name }: { result: Result; name: GroupName }) {
  const { say } = useHere()
  return (
    <>
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
    </>
  )
}

function Agreement({ agreement }: Pick<Audit, 'agreement'>) {
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
function Again({ audit, published }: { audit: Audit; published: boolean }) {
  const { say } = useHere()
  const file = `${numberOf(audit.id)}.csv`
  const groups = `--group ${ATTRIBUTES.join(',')} --reference largest --tolerance 0.8 --publish`
  const command = (label: string) =>
    `./bin/cityright audit ${file} --score sorted --label ${label} ${groups}`
  return (
    <Section title={say('audits.again')} id="again">
      {published && (
        <p>
          <a href={`/audits/${numberOf(audit.id)}/table`}>{say('audits.again.file')}</a>
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

/** Everything an audit says. */
export function ResultView(props: {
  readonly audit: Audit
  readonly name: GroupName
  readonly published: boolean
}) {
  const { say } = useHere()
  const { audit, name, published } = props
  const { result } = audit
  if (result === null) return null
  const { overall } = result
  return (
    <>
      <Stats
        items={[
          { label: say('audits.column.n'), value: result.n },
          ...METRICS.map((metric) => ({
            label: say(`audits.metric.${metric}`),
            value: percent(say, overall[metric].rate),
            hint: between(say, overall[metric].interval),
          })),
        ]}
      />
      <Section title={say('audits.not-shown')} id="not-shown">
        <Prose>
          <p>{say('audits.not-shown.text')}</p>
          <p>{say('audits.held-back', { count: result.heldBack })}</p>
        </Prose>
      </Section>
      <Groups result={result} name={name} />
      <LostAndSure result={result} name={name} />
      <Agreement agreement={audit.agreement} />
      <Again audit={audit} published={published} />
    </>
  )
}
