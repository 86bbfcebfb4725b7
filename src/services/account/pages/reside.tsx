import { page } from '#core/pages'
import { residents } from '#core/people'
import { residenceOf } from '#services/residence'
import { Empty, Layout, Prose } from '#design'
import { z } from 'zod'
import { providerOf } from '../config.ts'
import { offeredBy, ProviderLinks } from './providers.tsx'

/** The providers whose word the city takes for where somebody lives. */
export const residePage = page({
  name: 'account.reside-page',
  path: '/ways/residence',
  who: residents,
  input: z.object({}),
  load({ city, language }) {
    const { providers } = residenceOf(city)
    const trusted = offeredBy(city, language).filter(
      ({ name }) => providers[providerOf(city, name)?.issuer ?? ''] !== undefined,
    )
    return Promise.resolve(trusted)
  },
  view: (providers, { say }) => (
    <Layout
      title={say('account.reside-page')}
      lead={say('account.reside-page.lead')}
      breadcrumb={[{ href: '/residence', text: say('residence.status') }]}
      narrow
    >
      {providers.length === 0 ? (
        <Empty title={say('account.reside-page.none')} />
      ) : (
        <ProviderLinks
          providers={providers}
          text="account.reside-page.go"
          href={(provider) => `/ways/residence/${provider}`}
        />
      )}
      <Prose>
        <p>{say('account.reside-page.kept')}</p>
      </Prose>
    </Layout>
  ),
})
