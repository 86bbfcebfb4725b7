import { dateIn } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import { ButtonLink, ButtonRow, Empty, Layout } from '#design'
import { z } from 'zod'
import { ics } from '../feeds/ics.ts'
import { listDue } from '../store/dues.ts'
import { DueTable } from './parts.tsx'

/** Things on one page; older ones that are settled fall off its end. */
const MOST = 200

async function load({ tx, by, city, now }: Look<unknown>) {
  const dues = await listDue(tx, by.ref ?? '', { limit: MOST })
  return { dues, today: dateIn(now, city.zone), units: city.units }
}

/** What one has to pay, or to do by a day: what is open first, by its day. */
export const duePage = page({
  name: 'messages.due',
  path: '/messages/due',
  who: residents,
  input: z.object({}),
  also: { ics },
  load,
  view: (data, { say }) => (
    <Layout
      title={say('messages.due')}
      lead={say('messages.due.lead')}
      breadcrumb={[
        { href: '/folder', text: say('messages.folder') },
        { href: '/messages', text: say('messages.list') },
      ]}
    >
      {data.dues.length === 0 ? (
        <Empty title={say('messages.due.none')} />
      ) : (
        <>
          <DueTable dues={data.dues} today={data.today} city={data} say={say} />
          <ButtonRow>
            <ButtonLink href="/messages/due.ics" kind="secondary">
              {say('messages.due.calendar')}
            </ButtonLink>
          </ButtonRow>
        </>
      )}
    </Layout>
  ),
})
