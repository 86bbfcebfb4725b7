/** The register of breaches for officers and the authority (GDPR art. 33(5)), and where one is opened. */
import { page, tableFeed } from '#core/pages'
import { ButtonLink, Empty, Layout, Section, Table, Tag, When } from '#design'
import { z } from 'zod'
import { openBreach } from '../actions/breaches.ts'
import { writers } from '../actions/forms.ts'
import { type Breach, listBreaches, listNotifications } from '../store/breaches.ts'
import { openClocks } from './looking.ts'
import { OpenForm } from './opening.tsx'
import { Clocks, deskTrail } from './parts.tsx'

const input = z.object({ language: z.string().max(10).optional() })

type Row = Breach & { readonly first: string | null; readonly phases: number }

const csv = tableFeed<z.infer<typeof input>, Row>(
  [
    ['number', (it) => it.number],
    ['exercise', (it) => (it.exercise ? 'yes' : 'no')],
    ['state', (it) => it.state],
    ['title', (it) => it.title],
    ['kinds', (it) => it.kinds.join(' ')],
    ['noticed', (it) => it.noticedAt],
    ['noticedBy', (it) => it.noticedBy],
    ['from', (it) => it.from],
    ['until', (it) => it.until],
    ['due', (it) => it.dueAt],
    ['notified', (it) => it.first],
    ['phases', (it) => it.phases],
    ['risk', (it) => it.risk],
    ['why', (it) => it.riskWhy],
    ['people', (it) => it.people],
    ['told', (it) => it.told],
    ['lessons', (it) => it.lessons],
    ['closed', (it) => it.closedAt],
  ],
  async function* ({ look }) {
    for (const it of await look((tx) => listBreaches(tx, 5000))) {
      const said = await look((tx) => listNotifications(tx, it.number))
      yield [{ ...it, first: said[0]?.sentAt ?? null, phases: said.length }]
    }
  },
)

/** Every breach, open ones first. */
export const breachesPage = page({
  name: 'processing.breaches-page',
  path: '/processing/breaches',
  who: writers,
  input,
  also: { csv },
  async load({ tx }) {
    return { breaches: await listBreaches(tx), clocks: await openClocks(tx) }
  },
  view: ({ breaches, clocks }, { say }) => (
    <Layout
      title={say('processing.breaches-page')}
      lead={say('processing.breaches-page.lead')}
      breadcrumb={deskTrail(say)}
      actions={
        <ButtonLink href="/processing/breaches/new">{say('processing.open-page')}</ButtonLink>
      }
    >
      <Clocks breaches={clocks} />
      <Section title={say('processing.breaches')} id="breaches">
        {breaches.length === 0 ? (
          <Empty title={say('processing.breaches.none')} />
        ) : (
          <Table
            caption={say('processing.breaches')}
            quiet
            head={['number', 'what', 'noticed', 'risk', 'people', 'state'].map((one) =>
              say(`processing.column.${one}`),
            )}
            rows={breaches.map((it) => [
              <a href={`/processing/breaches/${it.number}`}>{it.number}</a>,
              <span dir="auto">{it.title}</span>,
              <When at={it.noticedAt} />,
              say(`processing.risk.${it.risk}`),
              it.people === null ? '–' : say.number(it.people),
              <>
                <Tag tone={it.state === 'open' ? 'warning' : 'neutral'}>
                  {say(`processing.breach-state.${it.state}`)}
                </Tag>{' '}
                {it.exercise && <Tag tone="info">{say('processing.exercise')}</Tag>}
              </>,
            ])}
          />
        )}
        <p>
          <a href="/processing/breaches.csv">{say('processing.downloads.csv')}</a>
        </p>
      </Section>
    </Layout>
  ),
})

/** What happened, and when. Nothing else is asked in the first minutes. */
export const openPage = page({
  name: 'processing.open-page',
  path: '/processing/breaches/new',
  who: writers,
  input,
  async load({ tx, now, city }) {
    return { now, zone: city.zone, clocks: await openClocks(tx) }
  },
  view: ({ clocks, now, zone }, { say }) => (
    <Layout
      title={say('processing.open-page')}
      lead={say('processing.open-page.lead')}
      breadcrumb={deskTrail(say, {
        href: '/processing/breaches',
        text: say('processing.breaches-page'),
      })}
      narrow
    >
      <Clocks breaches={clocks} />
      <OpenForm action={openBreach} now={now} zone={zone} />
    </Layout>
  ),
})
