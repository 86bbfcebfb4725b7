import { useHere } from '#core/pages'
import type { WaysFacts } from '#core/vault'
import { Does, Prose, Section, Table, Tag, When } from '#design'
import { removeIdentity } from '../actions/identities.ts'
import { type Offered, ProviderLinks } from './providers.tsx'

interface Shown {
  readonly identities: readonly (WaysFacts['identities'][number] & { readonly title: string })[]
  /** Those that could be added. */
  readonly providers: readonly Offered[]
}

/** Accounts of other services with which somebody comes in. */
export function Identities({ identities, providers }: Shown) {
  const { say } = useHere()
  const column = (name: string) => say(`account.ways-page.column.${name}`)
  if (identities.length + providers.length === 0) return null
  return (
    <Section title={say('account.ways-page.identities')} id="identities">
      <Prose>
        <p>{say('account.ways-page.identities.text')}</p>
      </Prose>
      {identities.length > 0 && (
        <Table
          caption={say('account.ways-page.identities')}
          quiet
          head={['provider', 'since', 'used', 'what'].map(column)}
          rows={identities.map((one) => [
            <>
              <bdi>{one.title}</bdi> <Tag>{say(`account.ways-page.level.${one.assurance}`)}</Tag>
            </>,
            <When at={one.addedAt} />,
            <When at={one.usedAt} style="ago" />,
            <Does action={removeIdentity} with={{ identity: one.identity }} about={one.title} />,
          ])}
        />
      )}
      <ProviderLinks
        providers={providers}
        text="account.ways-page.add"
        href={(provider) => `/ways/with/${provider}`}
      />
    </Section>
  )
}
