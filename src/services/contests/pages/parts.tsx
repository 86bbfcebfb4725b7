/** What pages of contests have in common. */
import { useHere } from '#core/pages'
import { Section, Summary, type SummaryRow, Tag, Timeline, type Tone, When, Words } from '#design'
import type { State } from '../model.ts'
import type { Event, Told } from '../store/rows.ts'

const tones: Partial<Record<State, Tone>> = {
  upheld: 'success',
  partly_upheld: 'success',
  remedied: 'success',
  rejected: 'warning',
  final: 'warning',
  under_review: 'info',
  second_review: 'info',
}

/** A state in words and colour. */
export function StateTag({ state }: { state: State }) {
  const { say } = useHere()
  return <Tag tone={tones[state] ?? 'neutral'}>{say(`contests.state.${state}`)}</Tag>
}

/** Names of the codes in a contest, in the reader's language. */
export interface Naming {
  category(code: string): string
  unit(code: string | null): string | null
}

/** Names that a page hands to its view. */
export interface Named {
  readonly categoryName: string
  readonly wantedName: string | null
  readonly rightName: string | null
  readonly unitName: string | null
  readonly roleName: string | null
}

/** The names of the codes in one contest. */
export function namedOf(
  { category, wanted, rightCategory, unit, role }: Told,
  names: Naming,
  roleTitle: (role: string) => string,
): Named {
  return {
    categoryName: names.category(category),
    wantedName: wanted === null ? null : names.category(wanted),
    rightName: rightCategory === null ? null : names.category(rightCategory),
    unitName: names.unit(unit),
    roleName: role === null ? null : roleTitle(role),
  }
}

type Say = ReturnType<typeof useHere>['say']

/** Everything about a contest that is no words. */
export function rowsOf(contest: Told, names: Named, say: Say): SummaryRow[] {
  const row = (key: string, value: string | null) =>
    value === null ? [] : [{ key: say(`contests.column.${key}`), value: <bdi>{value}</bdi> }]
  return [
    { key: say('contests.column.state'), value: <StateTag state={contest.state} /> },
    ...row('kind', say(`contests.kind.${contest.kind}`)),
    {
      key: say('contests.column.report'),
      value: <a href={`/reports/${contest.report}`}>{contest.report}</a>,
    },
    {
      key: say('contests.column.decision'),
      value: (
        <a href={`/algorithms/taken/${contest.decision}`}>
          {say('contests.decided-by', {
            decision: say(`decision.${contest.algorithm}`),
            version: contest.algorithmVersion,
          })}
        </a>
      ),
    },
    ...row('category', names.categoryName),
    ...row('wanted', names.wantedName),
    { key: say('contests.column.received'), value: <When at={contest.receivedAt} /> },
    { key: say('contests.column.due'), value: <When at={contest.dueOn} style="date" /> },
    ...(contest.remedyBy
      ? [{ key: say('contests.column.remedy'), value: <When at={contest.remedyBy} style="date" /> }]
      : []),
    ...row('delay', contest.extendedWhy && say(`contests.delay.${contest.extendedWhy}`)),
  ]
}

/** The grounds, or the day on which they were erased. */
export function Grounds({ contest }: { contest: Told }) {
  const { say } = useHere()
  return (
    <Section title={say('contests.grounds')} id="grounds">
      {contest.erasedOn === null ? (
        <Words text={contest.grounds} />
      ) : (
        <p>{say('contests.erased', { day: say.date(contest.erasedOn) })}</p>
      )}
    </Section>
  )
}

/** The answer: outcome, role, what was changed, similar decisions, and the words. */
export function Answer({ contest, names }: { contest: Told; names: Named }) {
  const { say } = useHere()
  const { outcome, changed, similar, answer, firstAnswer } = contest
  if (outcome === null || changed === null || similar === null) return null
  const who = [names.roleName, names.unitName].filter((one) => one !== null)
  return (
    <Section title={say('contests.answer')} id="answer">
      <Summary
        rows={[
          { key: say('contests.column.outcome'), value: say(`contests.outcome.${outcome}`) },
          { key: say('contests.column.role'), value: <bdi>{who.join(', ')}</bdi> },
          { key: say('contests.column.changed'), value: say(`contests.changed.${changed}`) },
          ...(names.rightName
            ? [{ key: say('contests.column.right'), value: <bdi>{names.rightName}</bdi> }]
            : []),
          { key: say('contests.column.similar'), value: say(`contests.similar.${similar}`) },
        ]}
      />
      {answer && <Words text={answer} />}
      {firstAnswer && firstAnswer !== answer && (
        <>
          <h3>{say('contests.first-answer')}</h3>
          <Words text={firstAnswer} />
        </>
      )}
    </Section>
  )
}

/** What belongs to an event: why somebody took over, or a day. */
const saidOf = (state: Event['state'], says: string, say: Say) =>
  state === 'taken_over'
    ? say(`contests.handover.${says}`)
    : say('contests.until', { day: say.date(says) })

/** What happened, in order, by role. */
export function History({ events }: { events: readonly Omit<Event, 'badge'>[] }) {
  const { say } = useHere()
  return (
    <Section title={say('contests.history')} id="history">
      <Timeline
        items={events.map((it) => ({
          at: it.at,
          title: say(`contests.event.${it.state}`),
          by: say(`contests.by.${it.by}`),
          ...(it.says ? { text: saidOf(it.state, it.says, say) } : {}),
        }))}
      />
    </Section>
  )
}
