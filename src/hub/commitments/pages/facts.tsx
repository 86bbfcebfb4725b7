/** What was promised: facts, steps, figures, and what is no longer as it was. */
import type { Say } from '#core/text'
import { Empty, Section, Summary, Table, Tag, Timeline, When, Words } from '#design'
import { type Principle, titleOf } from '#hub/declaration'
import { isLate } from '../model/standing.ts'
import type { Commitment } from '../store/commitments.ts'
import type { Change, Indicator, Measurement, Milestone } from '../store/parts.ts'
import { noon } from './parts.tsx'

const day = (on: string | null) => (on === null ? '–' : <When at={noon(on)} style="date" />)

/** Who, for whom, until when, at what cost, and how far the evidence reaches today. */
export function Facts(props: {
  readonly it: Commitment
  readonly principles: readonly Principle[]
  readonly level: number
  readonly say: Say
}) {
  const { it, principles, level, say } = props
  const links = it.items.map((item) => (
    <li key={item}>
      <a href={`/commitments/compare/${item}?cities=${it.city}`}>{say(`evidence.item.${item}`)}</a>
    </li>
  ))
  return (
    <Summary
      rows={[
        { key: say('commitments.fact.benefits'), value: <Words text={it.benefits} /> },
        {
          key: say('commitments.fact.principles'),
          value: principles.map((one) => titleOf(say, one)).join(' · '),
        },
        { key: say('commitments.fact.items'), value: <ul>{links}</ul> },
        { key: say('commitments.fact.targets'), value: <bdi>{it.targets.join(', ') || '–'}</bdi> },
        { key: say('commitments.fact.office'), value: <bdi>{it.office}</bdi> },
        {
          key: say('commitments.fact.mailbox'),
          value: (
            <a href={`mailto:${it.mailbox}`}>
              <bdi>{it.mailbox}</bdi>
            </a>
          ),
        },
        { key: say('commitments.fact.partners'), value: <bdi>{it.partners ?? '–'}</bdi> },
        { key: say('commitments.fact.starts'), value: day(it.startsOn) },
        { key: say('commitments.fact.ends'), value: day(it.endsOn) },
        { key: say('commitments.fact.budget'), value: say(`commitments.budget.${it.budget}`) },
        { key: say('commitments.fact.level'), value: say(`evidence.level.E${level}`) },
      ]}
    />
  )
}

/** The steps, each with its day; what is late is said by the calendar and not by the city. */
export function Steps(props: {
  readonly steps: readonly Milestone[]
  readonly today: string
  readonly say: Say
}) {
  const { steps, today, say } = props
  return (
    <Section title={say('commitments.milestones')} id="milestones">
      {steps.length === 0 ? (
        <Empty title={say('commitments.milestones.none')} />
      ) : (
        <Table
          caption={say('commitments.milestones')}
          quiet
          head={['step', 'deliverable', 'due', 'proof', 'reached'].map((name) =>
            say(`commitments.column.${name}`),
          )}
          rows={steps.map((step) => [
            <bdi>{step.text}</bdi>,
            <bdi>{step.deliverable ?? '–'}</bdi>,
            <>
              {day(step.dueOn)}{' '}
              {isLate(step, today) && <Tag tone="error">{say('commitments.badge.overdue')}</Tag>}
            </>,
            step.proof === null ? '–' : say(`commitments.proof.${step.proof}`),
            <Reached step={step} say={say} />,
          ])}
        />
      )}
    </Section>
  )
}

function Reached({ step, say }: { readonly step: Milestone; readonly say: Say }) {
  return (
    <>
      {day(step.reachedOn)}
      {step.link !== null && (
        <>
          {' · '}
          <a href={step.link} rel="nofollow noreferrer">
            {say('commitments.document')}
            <span class="govuk-visually-hidden"> {step.text}</span>
          </a>
        </>
      )}
      {step.sha256 !== null && (
        <>
          <br />
          <bdi>
            <code>{step.sha256}</code>
          </bdi>
        </>
      )}
    </>
  )
}

/** From where to where, and every figure on the way. */
export function Figures(props: {
  readonly indicators: readonly Indicator[]
  readonly series: readonly Measurement[]
  readonly say: Say
}) {
  const { indicators, series, say } = props
  if (indicators.length === 0) return null
  return (
    <Section title={say('commitments.indicators')} id="indicators">
      {indicators.map((one) => (
        <Table
          key={one.place}
          caption={say('commitments.indicator.caption', { name: one.name, unit: one.unit })}
          head={['what', 'on', 'value'].map((name) => say(`commitments.column.${name}`))}
          numeric={[2]}
          rows={[
            [say('commitments.baseline'), day(one.baselineOn), say.number(one.baseline)],
            ...series
              .filter(({ indicator }) => indicator === one.place)
              .map(({ on, value }) => [say('commitments.measured'), day(on), say.number(value)]),
            [say('commitments.target'), day(one.targetOn), say.number(one.target)],
          ]}
        />
      ))}
      <ul>
        {indicators.map(({ place, name, source }) => (
          <li key={place}>
            {say('commitments.source', { name })} <bdi>{source}</bdi>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What was promised first, and why it is no longer promised. */
export function Changes({ changes, say }: { readonly changes: readonly Change[]; say: Say }) {
  if (changes.length === 0) return null
  return (
    <Section title={say('commitments.changes')} id="changes">
      <Timeline
        items={changes.map((one) => ({
          at: one.at,
          title: say(`commitments.changed.${one.what}`, { place: one.place ?? 0 }),
          text: (
            <>
              <p>
                <del>{one.old || '–'}</del> → <ins>{one.new}</ins>
              </p>
              <Words text={one.reason} />
            </>
          ),
        }))}
      />
    </Section>
  )
}
