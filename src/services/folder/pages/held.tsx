import type { Say } from '#core/text'
import type { Hold } from '#core/vault'
import { Prose, Section, Table, When } from '#design'
import { className } from '../naming.ts'

/** What an order keeps from being erased, also orders that are over (GDPR art. 17(3)(e), 18(2)). */
export function Held({ holds, say }: { holds: readonly Hold[]; say: Say }) {
  if (holds.length === 0) return null
  const title = say('folder.holds')
  return (
    <Section title={title} id="held">
      <Prose>
        <p>{say('folder.holds.text')}</p>
      </Prose>
      <Table
        caption={title}
        quiet
        head={['class', 'order', 'since', 'until'].map((name) => say(`folder.column.${name}`))}
        rows={holds.map((one) => [
          className(one.class, say),
          <bdi>{one.reference}</bdi>,
          <When at={one.from} style="date" />,
          one.until === null ? say('folder.holds.stands') : <When at={one.until} style="date" />,
        ])}
      />
    </Section>
  )
}
