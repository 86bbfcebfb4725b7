/** Campaigns with their counters, the pledges made in them, and the form that launches one. */
import { z } from 'zod'
import { dateIn, Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone, namedUnits } from '#core/people'
import { ButtonLink, Card, CardList, Empty, Field, Form, Layout, Section, Tag } from '#design'
import { nameIn, readNames } from '#hub/cities'
import { launch, launchers, PLEDGE } from './actions.ts'
import { countNow, definitionOf } from './counting.ts'
import { standingOf } from './model.ts'
import { CampaignView, Pledges, sentence, trail } from './pages/campaign.tsx'
import { listCampaigns, listPledges, listPledgesOf, readCampaign } from './store.ts'

const language = z.string().max(10).optional()

export const listPage = page({
  name: 'campaigns.list',
  path: '/campaigns',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  async load({ tx, now }) {
    const campaigns = []
    for (const one of await listCampaigns(tx)) {
      const definition = definitionOf(one)
      const count = one.result ?? (await countNow(tx, definition))
      const standing = standingOf(definition, count, dateIn(now, one.zone))
      campaigns.push({ ...one, count, standing })
    }
    return { campaigns }
  },
  view: ({ campaigns }, { say, by }) => (
    <Layout
      title={say('campaigns.list')}
      lead={say('campaigns.list.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
      actions={
        by?.permissions.includes('campaigns.launch') ? (
          <ButtonLink href="/campaigns/new">{say('campaigns.new')}</ButtonLink>
        ) : null
      }
    >
      {campaigns.length === 0 && <Empty title={say('campaigns.none')} />}
      <CardList label={say('campaigns.list')}>
        {campaigns.map((one) => (
          <Card
            key={one.id}
            level={2}
            title={one.name}
            href={`/campaigns/${one.id}`}
            tag={<Tag>{say(`campaigns.phase.${one.standing.phase}`)}</Tag>}
          >
            <p>{sentence(say, one)}</p>
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})

export const newPage = page({
  name: 'campaigns.new',
  path: '/campaigns/new',
  who: launchers,
  input: z.object({ language }),
  load: ({ city: hub, language: spoken }) => Promise.resolve({ zone: hub.zone, spoken }),
  view: ({ zone, spoken }, { say }) => (
    <Layout
      title={say('campaigns.new')}
      lead={say('campaigns.new.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={launch} with={{ language: spoken }}>
        {['name', 'about', 'target', 'baseline', 'starts', 'days'].map((name) => (
          <Field key={name} name={name} />
        ))}
        <Field name="zone" value={zone} />
        {['kinds', 'field', 'where', 'dayField'].map((name) => (
          <Field key={name} name={name} />
        ))}
      </Form>
    </Layout>
  ),
})

export const campaignPage = page({
  name: 'campaigns.campaign',
  path: '/campaigns/:campaign',
  who: anyone,
  keep: 'public',
  input: z.object({ campaign: z.string().max(70), language }),
  async load({ input, tx, now, by, city: hub }) {
    const found = await readCampaign(tx, input.campaign)
    const definition = definitionOf(found)
    const count = found.result ?? (await countNow(tx, definition))
    const pledges = await listPledges(tx, found.id)
    const mine = namedUnits(by.person, PLEDGE)
    const names = await readNames(tx, [...mine, ...pledges.map(({ city }) => city)])
    return {
      ...found,
      count,
      standing: standingOf(definition, count, dateIn(now, found.zone)),
      pledges,
      mine,
      names: Object.fromEntries(names),
      hub: hub.url,
    }
  },
  view: (data) => <CampaignView {...data} />,
})

/** What the page of a campaign shows. */
export type Shown = Awaited<ReturnType<typeof campaignPage.load>>

export const cityPage = page({
  name: 'campaigns.city',
  path: '/cities/:city/pledges',
  who: anyone,
  keep: 'public',
  input: z.object({ city: z.string().max(120), language }),
  async load({ input, tx }) {
    const named = (await readNames(tx, [input.city])).get(input.city)
    if (!named) throw new Refusal('not-found', ['no-such-city'])
    return { named, pledges: await listPledgesOf(tx, named.id) }
  },
  view: ({ named, pledges }, { say, language: spoken }) => (
    <Layout
      title={say('campaigns.city')}
      eyebrow={nameIn(named, spoken)}
      breadcrumb={[...trail(say), { href: `/cities/${named.id}`, text: nameIn(named, spoken) }]}
    >
      <Section title={say('campaigns.pledges')} id="pledges">
        <Pledges
          all={pledges.map((one) => ({
            ...one,
            head: one.campaign,
            href: `/campaigns/${one.campaign}`,
          }))}
        />
      </Section>
    </Layout>
  ),
})
