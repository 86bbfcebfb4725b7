import type { Say } from '#core/text'
import type { Holding, Limitation } from '#core/vault'
import { Empty, Section, Table, Tag, When } from '#design'
import { className, serviceName } from '../naming.ts'

/** The service and the class of the sign-in address: the city's program reads it to let its owner in, without any case. */
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
  const named = (name: string) => serviceName(name, say)
  const readers = (one: Holding) => {
    if (restricted.has(one.class)) return <Tag tone="info">{say('folder.readable.restricted')}</Tag>
    const names = one.readableBy.filter((name) => name !== ACCOUNT)
    if (one.class === ACCOUNT)
      return say('folder.readable.account', {
        services: say.list(names.map(named)),
        count: names.length,
      })
    if (one.readableBy.length === 0) return say('folder.readable.nobody')
    return say.list(one.readableBy.map(named))
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
