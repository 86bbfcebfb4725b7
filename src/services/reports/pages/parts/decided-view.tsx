/** "Decided by a machine", on every page of a report: why, how sure, and what can be done about it. */
import type { CityFacts } from '#core/actions'
import { useHere, valuesNamed } from '#core/pages'
import { ButtonLink, ButtonRow, Section, Summary, type SummaryRow, When } from '#design'
import { route, sort } from '../../decisions.ts'
import type { DecidedByMachine } from './decided.ts'
import { namesOf } from './names.ts'

/** A decision with the names of what it chose, in the reader's language. */
export interface Explained extends DecidedByMachine {
  readonly outcomeName: string
  readonly secondName: string | null
}

/** Puts names in the place of codes: an outcome is a category or a unit of this city, or stands for itself. */
export function explained(
  decided: readonly DecidedByMachine[],
  city: CityFacts,
  language: string,
): Explained[] {
  const names = namesOf(city, language)
  const name = (code: string) => {
    const category = names.category(code)
    return category === code ? (names.unit(code) ?? code) : category
  }
  const because = ({ decision, because: { key, values } }: DecidedByMachine) => {
    const lists = [route, sort].find((one) => one.name === decision)?.names ?? {}
    return { key, values: valuesNamed({ city, language }, lists)(values) }
  }
  return decided.map((one) => ({
    ...one,
    because: because(one),
    outcomeName: name(one.outcome),
    secondName: one.second === null ? null : name(one.second),
  }))
}

/** To whom it is explained: what a button leads to depends on what they hold. */
export interface Asking {
  readonly number: string
  /** The follow-up code, or the number where its reporter is signed in; null for anybody else. */
  readonly code: string | null
  readonly official?: boolean
}

type Say = ReturnType<typeof useHere>['say']

/** From here on it would be rounded to what nothing ever is: wholly sure. */
const NEARLY = 0.9995

const percent = (say: Say, share: number) =>
  share >= NEARLY ? say('reports.decided.nearly') : say('reports.decided.percent', { share })

/** How sure it was; null where its sentence alone says how it weighed, or that it left the case to a person. */
function sureOf({ fixed, probability, outcome }: Explained, say: Say): string | null {
  const left = outcome === 'person' || outcome === 'none'
  if (fixed) return left ? null : say('reports.decided.by-rule')
  return probability === null ? null : percent(say, probability)
}

function rowsOf(one: Explained, say: Say): SummaryRow[] {
  const { threshold, secondName, secondProbability, words, rule } = one
  const row = (key: string, value: string | null) =>
    value === null ? [] : [{ key: say(`reports.decided.${key}`), value: <bdi>{value}</bdi> }]
  const second =
    secondName !== null && secondProbability !== null
      ? `${secondName} (${percent(say, secondProbability)})`
      : secondName
  const none = say('reports.decided.nobody')
  return [
    ...row('what', one.outcome === 'none' ? none : one.outcomeName),
    ...row('why', say(one.because.key, one.because.values)),
    ...row('words', words),
    ...row('rule', rule),
    ...row('sure', sureOf(one, say)),
    ...row('threshold', threshold === null ? null : percent(say, threshold)),
    ...row('second', second),
    { key: say('reports.decided.at'), value: <When at={one.at} style="long" /> },
    {
      key: say('reports.decided.by'),
      value: (
        <a href={`/algorithms/${one.decision}`}>
          {say('reports.decided.version', {
            decision: say(`decision.${one.decision}`),
            version: one.version,
          })}
        </a>
      ),
    },
  ]
}

/** Where more is said of each decision: by its name where there are several. */
function moreOf(decided: readonly Explained[], say: Say) {
  return decided.map(({ id, decision }) => ({
    id,
    href: `/algorithms/taken/${id}`,
    text:
      decided.length === 1
        ? say('reports.decided.more')
        : say('reports.decided.more-of', { decision: say(`decision.${decision}`) }),
  }))
}

/** What a resident can do: say that it is wrong, ask more, contest, or ask for a person (GDPR art. 22(3)). */
function Ways({ of, decided }: { readonly of: Asking; readonly decided: readonly Explained[] }) {
  const { say } = useHere()
  const base = of.code === null ? '/contests/begin' : `/contests/new/${of.code}`
  const to = (kind: string) =>
    of.code === null ? `${base}?number=${of.number}&kind=${kind}` : `${base}?kind=${kind}`
  return (
    <ButtonRow>
      <ButtonLink kind="secondary" href={to('category')}>
        {say('reports.decided.wrong')}
      </ButtonLink>
      {moreOf(decided, say).map(({ id, href, text }) => (
        <ButtonLink key={id} kind="secondary" href={href}>
          {text}
        </ButtonLink>
      ))}
      <ButtonLink kind="secondary" href={to('decision')}>
        {say('reports.decided.contest')}
      </ButtonLink>
      <ButtonLink kind="secondary" href={to('person')}>
        {say('reports.decided.person')}
      </ButtonLink>
    </ButtonRow>
  )
}

/** The block itself. Where no machine decided anything, it says so. */
export function Decided({ decided, of }: { decided: readonly Explained[]; of: Asking }) {
  const { say } = useHere()
  const none = decided.length === 0
  return (
    <Section title={say('reports.decided')} id="decided">
      {none && <p>{say('reports.decided.none')}</p>}
      {decided.map((one) => (
        <Summary key={one.id} rows={rowsOf(one, say)} />
      ))}
      {!none && !of.official && <Ways of={of} decided={decided} />}
      {of.official &&
        moreOf(decided, say).map(({ id, href, text }) => (
          <p key={id}>
            <a href={href}>{text}</a>
          </p>
        ))}
    </Section>
  )
}
