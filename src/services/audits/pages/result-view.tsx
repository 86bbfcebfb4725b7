/** What an audit found, in words, charts and tables: the same for a draft and for everybody. */
import { useHere } from '#core/pages'
import { Prose, Section, Stats, Table, Tag, type Tone } from '#design'
import {
  ATTRIBUTES,
  type Attribute,
  type Finding,
  type Metric,
  type Result,
} from '../model/found.ts'
import type { Audit } from '../store/audits.ts'
import { Ranges } from './chart.tsx'
import { Again, Agreement, Calibrated, Lost } from './result-more.tsx'
import { between, type GroupName, percent } from './words.ts'

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

const ratioOf = (say: Say, { ratio, ratioInterval }: Finding) =>
  ratio === null || ratioInterval === null
    ? '–'
    : say('audits.ratio', { ratio, low: ratioInterval[0], high: ratioInterval[1] })

const COLUMNS = ['group', 'n', 'rate', 'interval', 'ratio', 'verdict']

/** One line of the table; the reference is compared with nothing. */
function cellsOf(one: Finding, say: Say, name: GroupName) {
  const isReference = one.group === one.reference
  const judged = !isReference || one.verdict === 'suppressed'
  return [
    <bdi>{name(one.attribute, one.group)}</bdi>,
    one.n === null ? '–' : say.number(one.n),
    percent(say, one.rate),
    between(say, one.interval),
    isReference ? say('audits.reference') : ratioOf(say, one),
    judged ? <Verdict verdict={one.verdict} /> : '–',
  ]
}

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
          items={shown.map(({ group, rate: value, interval }) => ({
            label: name(attribute, group),
            ...{ value, low: interval?.[0] ?? null, high: interval?.[1] ?? null },
          }))}
        />
      )}
      <Table
        caption={caption}
        head={COLUMNS.map((key) => say(`audits.column.${key}`))}
        numeric={[1, 2]}
        rows={findings.map((one) => cellsOf(one, say, name))}
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
      <Lost result={result} name={name} />
      <Calibrated result={result} name={name} />
      <Agreement agreement={audit.agreement} />
      <Again audit={audit} published={published} />
    </>
  )
}
