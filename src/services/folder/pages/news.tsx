import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import type { Say } from '#core/text'
import { Does, Form, Keepsake, Layout, Notice, Prose, Section, Table, When } from '#design'
import { z } from 'zod'
import { closeFeed, openFeed, startWeekly } from '../actions/news.ts'
import { withdraw } from '../actions/rights.ts'
import { weekly } from '../purposes.ts'
import { listFeeds, readFeed } from '../store.ts'

const input = z.object({ made: z.string().max(100).optional() })

async function load({ input: asked, tx, by, city, consented }: Look<z.infer<typeof input>>) {
  const ref = by.ref ?? ''
  const made = asked.made === undefined ? undefined : await readFeed(tx, asked.made)
  const consent = await consented(weekly)
  const feeds = await listFeeds(tx, ref)
  return {
    feeds: feeds.map(({ id, detail, madeAt }) => ({ id, detail, madeAt })),
    consent: consent && { id: consent.id, notice: consent.notice },
    address: made?.ref === ref ? `${city.url}/folder/feeds/${asked.made}` : null,
  }
}

type Part = Awaited<ReturnType<typeof load>> & { readonly say: Say }

/** One letter on Mondays: asked for and ended here. */
function Weekly({ consent, say }: Part) {
  return (
    <Section title={say('notice.folder-weekly')} id="weekly">
      <Prose>
        <p>{say('notice.folder-weekly.text')}</p>
      </Prose>
      {consent ? (
        <Notice title={say('folder.weekly.stands')}>
          <p>
            <a href={`/folder/consents/${consent.id}`}>{say('folder.consent.see')}</a>
          </p>
          <Does action={withdraw} with={{ notice: consent.notice }} />
        </Notice>
      ) : (
        <Does action={startWeekly} />
      )}
    </Section>
  )
}

function Feeds({ feeds, address, say }: Part) {
  return (
    <Section title={say('folder.feeds')} id="feeds">
      <Prose>
        <p>{say('folder.feeds.text')}</p>
      </Prose>
      {address && (
        <Keepsake
          label={say('folder.feeds.made')}
          value={address}
          hint={say('folder.feeds.made.hint')}
        />
      )}
      {feeds.length > 0 && (
        <Table
          caption={say('folder.feeds')}
          quiet
          head={['what', 'since', 'act'].map((name) => say(`folder.column.${name}`))}
          rows={feeds.map(({ id, detail, madeAt }) => [
            say(`folder.open-feed.detail.${detail}`),
            <When at={madeAt} />,
            <Does action={closeFeed} with={{ feed: id }} />,
          ])}
        />
      )}
      <Form action={openFeed} />
    </Section>
  )
}

/** Being told who looked without looking oneself: a letter a week, or news under a secret address. */
export const newsPage = page({
  name: 'folder.news',
  path: '/folder/news',
  who: residents,
  input,
  load,
  view: (data, { say }) => (
    <Layout
      title={say('folder.news')}
      lead={say('folder.news.lead')}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
      narrow
    >
      <Weekly {...data} say={say} />
      <Feeds {...data} say={say} />
    </Layout>
  ),
})
