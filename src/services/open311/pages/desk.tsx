/** For officials: which systems the city is connected with, what is on its way, and who holds a key. */
import { page, useHere } from '#core/pages'
import { Does, Form, Layout, Prose, Section, Table, Tag, When } from '#design'
import { z } from 'zod'
import { connectors, end, give } from '../actions/keys.ts'
import { again, stop } from '../actions/pass-on.ts'
import { open311Of } from '../config.ts'
import { countDeliveries, type Delivery, listDeliveries } from '../store/deliveries.ts'
import { readSilences } from '../store/silences.ts'
import { type Key, listKeys } from '../store/keys.ts'
import { type Known, Systems } from './systems.tsx'

const TONES = {
  unsent: 'warning',
  sending: 'info',
  token: 'info',
  sent: 'success',
  failed: 'error',
  stopped: 'neutral',
} as const

/** How it stands, and why it is not there yet. */
function Standing({ one }: { one: Delivery }) {
  const { say } = useHere()
  const waits = one.nextAt !== null && one.state !== 'sent'
  return (
    <>
      <Tag tone={TONES[one.state]}>{say(`open311.state.${one.state}`)}</Tag>
      {one.why !== null && <p>{say(`open311.reason.${one.why}`)}</p>}
      {one.said !== null && (
        <p>
          <bdi>{one.said}</bdi>
        </p>
      )}
      {waits && one.nextAt !== null && (
        <p>
          {say('open311.next')} <When at={one.nextAt} />
        </p>
      )}
    </>
  )
}

function Turns({ one }: { one: Delivery }) {
  const given = { delivery: one.id }
  return (
    <>
      {(one.state === 'failed' || one.state === 'stopped') && <Does action={again} with={given} />}
      {(one.state === 'failed' || one.state === 'unsent') && <Does action={stop} with={given} />}
    </>
  )
}

function Deliveries({ all, systems }: { all: readonly Delivery[]; systems: readonly Known[] }) {
  const { say } = useHere()
  const nameOf = (code: string) => systems.find((one) => one.code === code)?.name ?? code
  if (all.length === 0) return null
  return (
    <Section title={say('open311.deliveries')} id="deliveries">
      <Table
        caption={say('open311.deliveries')}
        quiet
        numeric={[4]}
        head={['report', 'system', 'stands', 'there-as', 'tries', 'do'].map((one) =>
          say(`open311.column.${one}`),
        )}
        rows={all.map((one) => [
          <a href={`/reports/${one.number}`}>{one.number}</a>,
          nameOf(one.system),
          <Standing one={one} />,
          <bdi>{one.remote ?? ''}</bdi>,
          say.number(one.tries),
          <Turns one={one} />,
        ])}
      />
    </Section>
  )
}

function Keys({ keys }: { keys: readonly Key[] }) {
  const { say } = useHere()
  return (
    <Section title={say('open311.keys')} id="keys">
      <Prose>
        <p>{say('open311.keys.text')}</p>
      </Prose>
      {keys.length > 0 && (
        <Table
          caption={say('open311.keys')}
          quiet
          numeric={[2]}
          head={['who', 'contact', 'reports', 'used', 'do'].map((one) =>
            say(`open311.column.${one}`),
          )}
          rows={keys.map((one) => [
            one.name,
            <a href={`mailto:${one.contact}`}>{one.contact}</a>,
            say.number(one.reports),
            one.usedOn === null ? say('open311.never') : <When at={one.usedOn} style="date" />,
            one.endedAt === null ? (
              <Does action={end} with={{ key: one.id }} kind="danger" />
            ) : (
              <Tag tone="neutral">{say('open311.key-over')}</Tag>
            ),
          ])}
        />
      )}
      <Form action={give} />
    </Section>
  )
}

export const deskPage = page({
  name: 'open311.desk',
  path: '/open311/desk',
  who: connectors,
  menu: 86,
  input: z.object({}),
  async load({ tx, city }) {
    const { systems } = open311Of(city)
    const silences = await readSilences(tx)
    return {
      systems: systems.map(({ code, name, endpoint, categories }) => ({
        ...{ code, name, endpoint, categories: Object.keys(categories) },
        silentSince: silences.get(code) ?? null,
      })),
      counts: await countDeliveries(tx),
      deliveries: await listDeliveries(tx, 100),
      keys: await listKeys(tx),
    }
  },
  view: ({ systems, counts, deliveries, keys }, { say }) => (
    <Layout
      title={say('open311.desk')}
      lead={say('open311.desk.lead')}
      breadcrumb={[{ href: '/open311', text: say('open311.show') }]}
      wide
    >
      <Systems systems={systems} counts={counts} />
      <Deliveries all={deliveries} systems={systems} />
      <Keys keys={keys} />
    </Layout>
  ),
})
