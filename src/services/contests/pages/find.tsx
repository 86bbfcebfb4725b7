/** The way back to a contest: by its code, or signed in from the own list. */
import { page } from '#core/pages'
import { anyone, residents } from '#core/people'
import { Card, CardList, Empty, Filters, Layout, Notice, TextField, When } from '#design'
import { namesOf } from '#services/reports'
import { z } from 'zod'
import { numberOf } from '../model.ts'
import { readMine } from '../store/change.ts'
import { listOwn } from '../store/lists.ts'
import { told } from '../store/rows.ts'
import { StateTag } from './parts.tsx'

/** Where the code is typed. */
export const findPage = page({
  name: 'contests.find',
  path: '/contests/find',
  who: anyone,
  input: z.object({ code: z.string().max(80).optional() }),
  async load({ input, tx }) {
    const code = input.code?.toLowerCase().replace(/[^0-9a-z]/g, '') ?? ''
    if (code === '') return { to: null, failed: false }
    const found = await readMine(tx, code, null).catch(() => undefined)
    return { to: found ? `/contests/mine/${code}` : null, failed: found === undefined }
  },
  view: ({ failed }, { say }) => (
    <Layout
      title={say('contests.find')}
      lead={say('contests.find.lead')}
      breadcrumb={[{ href: '/contests', text: say('contests.show') }]}
      narrow
    >
      {failed && <Notice tone="error" title={say('contests.find.failed')} />}
      <Filters submit={say('contests.find.go')}>
        <TextField name="code" label={say('contests.find.code')} autocomplete="off" />
      </Filters>
    </Layout>
  ),
  redirect: ({ to }) => to ?? undefined,
})

/** Everything one contested while signed in. */
export const ownPage = page({
  name: 'contests.own',
  path: '/contests/mine',
  who: residents,
  input: z.object({}),
  async load({ tx, by, city, language }) {
    const names = namesOf(city, language)
    const all = await listOwn(tx, by.ref ?? '')
    return { contests: all.map((one) => ({ ...told(one), about: names.category(one.category) })) }
  },
  view: ({ contests }, { say }) => (
    <Layout
      title={say('contests.own')}
      lead={say('contests.own.lead')}
      breadcrumb={[{ href: '/contests', text: say('contests.show') }]}
    >
      {contests.length === 0 && (
        <Empty
          title={say('contests.own.none')}
          action={<a href="/contests/begin">{say('contests.beginning')}</a>}
        />
      )}
      <CardList stacked label={say('contests.own')}>
        {contests.map((one) => (
          <Card
            key={one.id}
            level={2}
            title={`${one.report} · ${one.about}`}
            href={`/contests/mine/${numberOf(one.id)}`}
            eyebrow={numberOf(one.id)}
            tag={<StateTag state={one.state} />}
            foot={<When at={one.receivedAt} style="date" />}
          />
        ))}
      </CardList>
    </Layout>
  ),
})
