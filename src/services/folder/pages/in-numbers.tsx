import type { Say } from '#core/text'
import type { InNumbers } from '#core/vault'
import { Prose, Section, Table } from '#design'

/** For what the person was counted among others, of whom only numbers were told; nothing where that never happened. */
export function CountedAmong({ numbers, say }: { numbers: readonly InNumbers[]; say: Say }) {
  if (numbers.length === 0) return null
  return (
    <Section title={say('folder.in-numbers')} id="in-numbers">
      <Prose>
        <p>{say('folder.in-numbers.lead')}</p>
      </Prose>
      <Table
        caption={say('folder.in-numbers')}
        quiet
        head={['purpose', 'month', 'times'].map((name) => say(`folder.in-numbers.${name}`))}
        rows={numbers.map(({ purpose, month, times }) => [
          say(`purpose.${purpose}.title`),
          say.date(`${month}-15`, 'month'),
          say.number(times),
        ])}
      />
    </Section>
  )
}
