/** What several pages of rules and classifiers show. */
import type { Rule } from '#core/rules'
import type { Say } from '#core/text'
import { Code, Table } from '#design'
import type { Candidate } from '../store/candidates.ts'

/** A rate of one in words; nothing where nothing was counted. */
export const percent = (say: Say, rate: number | null): string =>
  rate === null ? '–' : say('routing.percent', { rate })

/** The name of a unit, or that a person at the central desk decides. */
export const unitName = (say: Say, units: ReadonlyMap<string, string>, code: string | null) =>
  code === null || code === 'none' ? say('routing.person') : (units.get(code) ?? code)

/** Rules in their order, each with what else is to be said of it. */
export function RuleTable(props: {
  say: Say
  rules: readonly Pick<Rule, 'number' | 'says' | 'unit'>[]
  units: ReadonlyMap<string, string>
  more?: { head: readonly string[]; of(number: number): readonly (string | number)[] }
}) {
  const { say, rules, units, more } = props
  return (
    <Table
      caption={say('routing.rules.caption')}
      quiet
      head={[
        say('routing.column.number'),
        say('routing.column.condition'),
        say('routing.column.unit'),
        ...(more?.head ?? []),
      ]}
      rows={rules.map(({ number, says, unit }) => [
        say.number(number),
        <Code text={says} inline />,
        unitName(say, units, unit),
        ...(more?.of(number) ?? []),
      ])}
    />
  )
}

/** Classifiers, each a link to what it is worth. */
export function ModelTable({ say, models }: { say: Say; models: readonly Candidate[] }) {
  return (
    <Table
      caption={say('routing.models.caption')}
      quiet
      head={['language', 'verdict', 'made', 'texts', 'accuracy', 'before'].map((one) =>
        say(`routing.column.${one}`),
      )}
      numeric={[3, 4, 5]}
      rows={models.map((it) => [
        <a href={`/routing/models/${it.hash}`}>{say(`routing.language.${it.language}`)}</a>,
        say(`routing.verdict.${it.verdict}`),
        say.date(it.madeAt),
        say.number(it.texts),
        percent(say, it.evaluation.all.accuracy),
        percent(say, it.evaluation.before?.accuracy ?? null),
      ])}
    />
  )
}
