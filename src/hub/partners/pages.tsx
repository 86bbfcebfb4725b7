/** Partners of the coalition: networks and bodies that support the cities, and are no cities. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  ButtonLink,
  Card,
  CardList,
  Details,
  Does,
  Empty,
  Field,
  Form,
  Layout,
  Summary,
  Tag,
  When,
  Words,
} from '#design'
import { z } from 'zod'
import { change, keepers, leave, list } from './actions.ts'
import { listPartners, type Partner, readPartner } from './store.ts'

const language = z.string().max(10).optional()
const crumbs = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
]
const roleIn = (role: Partner['role'], code: string) =>
  role[code] ?? role['en'] ?? Object.values(role)[0]

export const partnersPage = page({
  name: 'partners.show',
  path: '/partners',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  load: async ({ tx }) => ({ partners: await listPartners(tx) }),
  view: ({ partners }, { say, by, language: spoken }) => (
    <Layout
      title={say('partners.show')}
      lead={say('partners.show.lead')}
      breadcrumb={crumbs(say)}
      {...(by?.permissions.includes('partners.write')
        ? { actions: <ButtonLink href="/partners/new">{say('partners.list')}</ButtonLink> }
        : {})}
    >
      {partners.length === 0 && <Empty title={say('partners.none')} />}
      <CardList label={say('partners.show')}>
        {partners.map((one) => (
          <Card
            key={one.id}
            level={2}
            title={one.name}
            href={`/partners/${one.id}`}
            eyebrow={say(`partners.kind.${one.kind}`)}
            tag={one.leftOn === null ? null : <Tag>{say('partners.left')}</Tag>}
          >
            {roleIn(one.role, spoken) ? <p dir="auto">{roleIn(one.role, spoken)}</p> : null}
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})

export const addingPage = page({
  name: 'partners.adding',
  path: '/partners/new',
  who: keepers,
  input: z.object({ language }),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout
      title={say('partners.list')}
      breadcrumb={[...crumbs(say), { href: '/partners', text: say('partners.show') }]}
      narrow
    >
      <Form action={list} />
    </Layout>
  ),
})

function Keeping({ partner }: { partner: Partner }) {
  const { say, by, language: spoken } = useHere()
  if (!by?.permissions.includes('partners.write')) return null
  const given = { partner: partner.id }
  return (
    <Details summary={say('partners.keeping')}>
      <Form action={change} with={{ ...given, language: spoken }}>
        <Field name="kind" value={partner.kind} />
        <Field name="role" value={partner.role[spoken]} />
        <Field name="website" value={partner.website} />
        <Field name="since" value={partner.since} />
      </Form>
      {partner.leftOn === null && <Does action={leave} with={given} kind="danger" />}
    </Details>
  )
}

export const partnerPage = page({
  name: 'partners.partner',
  path: '/partners/:partner',
  who: anyone,
  keep: 'public',
  input: z.object({ partner: z.string().max(70), language }),
  load: ({ input, tx }) => readPartner(tx, input.partner),
  view: (partner, { say, language: spoken }) => (
    <Layout
      title={partner.name}
      eyebrow={say(`partners.kind.${partner.kind}`)}
      breadcrumb={[...crumbs(say), { href: '/partners', text: say('partners.show') }]}
    >
      <Words text={roleIn(partner.role, spoken) ?? say('partners.noRole')} />
      <Summary
        rows={[
          {
            key: say('partners.since'),
            value: <bdi>{partner.since ?? say('partners.unknown')}</bdi>,
          },
          ...(partner.leftOn === null
            ? []
            : [{ key: say('partners.leftOn'), value: <When at={partner.leftOn} style="date" /> }]),
          ...(partner.website === null
            ? []
            : [
                {
                  key: say('partners.website'),
                  value: <a href={partner.website}>{partner.website}</a>,
                },
              ]),
          { key: say('partners.counted'), value: say('partners.counted.no') },
        ]}
      />
      <Keeping partner={partner} />
    </Layout>
  ),
})
