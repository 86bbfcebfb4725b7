/** One's own requests: all of them, and one with its answer. */
import type { CityFacts, By } from '#core/actions'
import type { Tx } from '#core/database'
import { dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { residents } from '#core/people'
import type { Cases } from '#core/vault'
import { ButtonLink, Card, CardList, Does, Empty, Layout, When } from '#design'
import { z } from 'zod'
import { withdraw } from '../actions/ask.ts'
import { protectionOf } from '../config.ts'
import { numberOf } from '../model/kinds.ts'
import { own } from '../purposes.ts'
import { mayWithdraw } from '../rules.ts'
import { listEvents, listOwn, readOwn } from '../store/lists.ts'
import { listRecipients } from '../store/recipients.ts'
import { type Asked, type Event, shown } from '../store/rows.ts'
import { aboutWords, Clock, State, unitName } from './parts.tsx'
import { RequestView } from './request-view.tsx'

/** Everything one asked, with state and last day. */
export const minePage = page({
  name: 'protection.mine',
  path: '/protection/requests',
  who: residents,
  input: z.object({}),
  async load({ tx, by, now, city }) {
    const requests = await listOwn(tx, by.ref ?? '')
    return { requests: requests.map(shown), today: dateIn(now, city.zone) }
  },
  view: ({ requests, today }, { say }) => (
    <Layout
      title={say('protection.mine')}
      lead={say('protection.mine.lead')}
      breadcrumb={[{ href: '/folder', text: say('service.folder') }]}
      actions={<ButtonLink href="/protection/new">{say('protection.new')}</ButtonLink>}
    >
      {requests.length === 0 ? (
        <Empty title={say('protection.mine.none')} text={say('protection.mine.none.text')} />
      ) : (
        <CardList stacked label={say('protection.mine')}>
          {requests.map((request) => {
            const open = request.state === 'received' || request.state === 'handling'
            const about = aboutWords(request, say)
            return (
              <Card
                key={request.id}
                level={2}
                title={say(`protection.kind.${request.kind}`)}
                href={`/protection/requests/${numberOf(request.id)}`}
                eyebrow={numberOf(request.id)}
                tag={<State request={request} />}
                foot={<When at={request.receivedAt} style="date" />}
              >
                {about && <p>{about}</p>}
                {open && <Clock request={request} today={today} />}
              </Card>
            )
          })}
        </CardList>
      )}
    </Layout>
  ),
})

/** The access a request is about; nothing where nobody may look any more. */
export async function accessOf(
  cases: Cases,
  { id, ref, access }: Asked,
  { now, city, language }: Omit<Around, 'tx'>,
) {
  if (access === null) return null
  const found = await cases.access(ref, { case: numberOf(id), access, now }).catch(() => null)
  return found && { ...found, unit: unitName(city, found.actor.unit, language) }
}

interface Around {
  readonly tx: Tx
  readonly city: CityFacts
  readonly language: string
  readonly now: string
}

/** Events that name a unit. */
const UNIT_EVENTS = new Set(['unit-asked', 'acknowledged'])

/** What belongs to a request beside its words. */
export async function around({ tx, city, language, now }: Around, request: Asked) {
  const recipients = await listRecipients(tx, request.id)
  const events = await listEvents(tx, request.id)
  const named = (event: Event) => ({ ...event, says: unitName(city, event.says, language) })
  return {
    request: shown(request),
    events: events.map((one) => (UNIT_EVENTS.has(one.kind) ? named(one) : one)),
    recipients: recipients.map((one) => ({
      ...one,
      name: one.kind === 'unit' ? unitName(city, one.code, language) : one.code,
    })),
    authority: protectionOf(city).authority,
    today: dateIn(now, city.zone),
  }
}

const isOwn = (by: By, request: Asked) => request.ref === by.ref

/** One request, as whoever asked it sees it. */
export const requestPage = page({
  name: 'protection.request',
  path: '/protection/requests/:number',
  who: residents,
  input: z.object({ number: z.string().max(20) }),
  reads: { own },
  async load({ input, tx, by, now, city, language, personal, cases }) {
    const request = await readOwn(tx, input.number, by.ref)
    const words = isOwn(by, request)
      ? await personal.own(request.ref, { case: numberOf(request.id) })
      : {}
    const parts = await around({ tx, city, language, now }, request)
    const access = await accessOf(cases, request, { now, city, language })
    return { ...parts, words, access, code: null }
  },
  view: (data, { say }) => {
    const { request } = data
    const number = numberOf(request.id)
    const answered = request.answeredAt !== null
    return (
      <Layout
        title={say(`protection.kind.${request.kind}`)}
        eyebrow={number}
        breadcrumb={[
          { href: '/folder', text: say('service.folder') },
          { href: '/protection/requests', text: say('protection.mine') },
        ]}
      >
        <RequestView {...data} />
        {answered && (
          <ButtonLink href={`/protection/new/complaint?about=${number}`} kind="secondary">
            {say('protection.complain')}
          </ButtonLink>
        )}
        {mayWithdraw.reasons(request).length === 0 && (
          <Does action={withdraw} with={{ number }} kind="secondary" />
        )}
      </Layout>
    )
  },
})

/** What the page of one request shows. */
export type RequestData = Awaited<ReturnType<typeof requestPage.load>>
