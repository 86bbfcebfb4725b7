/** Every edition that was ever issued, and, for the secretariat, those in the making. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { dirOf } from '#core/text'
import { ButtonLink, Card, CardList, Empty, Layout, Prose, Section } from '#design'
import { listDrafts } from '../store/drafts.ts'
import { listEditions, type Listed } from '../store/editions.ts'
import { atom } from './feeds.ts'
import { StandingTag } from './parts.tsx'

export const listPage = page({
  name: 'editions.list',
  path: '/editions',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  also: { atom },
  async load({ tx, by }) {
    const writes = by.person?.permissions.includes('editions.write') ?? false
    return {
      editions: await listEditions(tx, 500),
      writes,
      drafts: writes ? await listDrafts(tx) : [],
    }
  },
  view: (data) => <ListView {...data} />,
})

type ListProps = Awaited<ReturnType<typeof listPage.load>>

function One({ one }: { one: Listed }) {
  const { say } = useHere()
  const { number, title, lead, language, date, practices } = one
  return (
    <Card
      level={2}
      title={say('editions.titled', { number, title })}
      href={`/editions/${number}`}
      eyebrow={say.date(date, 'long')}
      tag={<StandingTag {...one} />}
      foot={say('editions.holds', { practices })}
    >
      {lead !== null && (
        <p lang={language} dir={dirOf(language)}>
          {lead}
        </p>
      )}
    </Card>
  )
}

function Drafts({ drafts }: Pick<ListProps, 'drafts'>) {
  const { say } = useHere()
  if (drafts.length === 0) return null
  return (
    <Section title={say('editions.drafts')} id="drafts">
      <Prose>
        <ul>
          {drafts.map(({ id, words, practices }) => (
            <li key={id}>
              <a href={`/editions/drafts/${id}`}>{words.title}</a> ·{' '}
              {say('editions.holds', { practices: practices.length })}
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

function ListView({ editions, writes, drafts }: ListProps) {
  const { say } = useHere()
  return (
    <Layout
      title={say('editions.list')}
      lead={say('editions.list.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
      actions={
        writes ? <ButtonLink href="/editions/new">{say('editions.begin')}</ButtonLink> : null
      }
    >
      <Drafts drafts={drafts} />
      {editions.length === 0 && (
        <Empty title={say('editions.none')} text={say('editions.none.text')} />
      )}
      <CardList stacked label={say('editions.list')}>
        {editions.map((one) => (
          <One key={one.number} one={one} />
        ))}
      </CardList>
      {editions.length > 0 && (
        <Prose>
          <p>
            <a href="/editions.atom">{say('editions.follow')}</a>
          </p>
        </Prose>
      )}
    </Layout>
  )
}
