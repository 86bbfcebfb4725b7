import type { Say } from '#core/text'
import type { Holding, Limitation } from '#core/vault'
import { Empty, Section, Table, Tag, When } from '#design'
import { className, serviceName } from '../naming.ts'

/** What an account goes with: the city's own program reads it to let its owner in, and no official does. */
const ACCOUNT = 'account'

interface HoldingsProps {
  readonly holdings: readonly Holding[]
  /** Restrictions and objections that stand now. */
  readonly limited: readonly Limitation[]
  readonly say: Say
}

/** Which values the vault holds, since when, and who may read them now; never the values. */
export function Holdings({ holdings, limited, say }: HoldingsProps) {
  const restricted = new Set(
    limited.flatMap(({ kind, subject }) => (kind === 'restriction' ? [subject] : [])),
  )
  const readers = (one: Holding) => {
    if (restricted.has(one.class)) return <Tag tone="info">{say('folder.readable.restricted')}</Tag>
    if (one.class === ACCOUNT) return say('folder.readable.account')
    if (one.readableBy.length === 0) return say('folder.readable.nobody')
    return say.list(one.readableBy.map((name) => serviceName(name, say)))
  }
  return (
    <Section title={say('folder.holdings')} id="holdings">
      {holdings.length === 0 ? (
        <Empty title={say('folder.holdings.none')} />
      ) : (
        <Table
          caption={say('folder.holdings')}
          quiet
          head={['what', 'class', 'since', 'readable'].map((name) => say(`folder.column.${name}`))}
          rows={holdings.map((one) => [
            say(`field.${one.field}`),
            className(one.class, say),
            <When at={one.since} style="date" />,
            readers(one),
          ])}
        />
      )}
    </Section>
  )
}
