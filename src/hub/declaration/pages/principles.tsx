/** The principles as a taxonomy with versions: an old tag stays valid, and says what it meant then. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, Layout, Lead, Notice, Section, Summary, Table, When } from '#design'
import { z } from 'zod'
import { tagIn } from '../model.ts'
import { listPrinciples, listTags, listVersions } from '../store/versions.ts'
import { summaryOf, titleOf } from '../words.ts'
import { Principles } from './parts.tsx'

const language = z.string().max(10).optional()

export const principlesPage = page({
  name: 'declaration.principles',
  path: '/principles',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  load: async ({ tx }) => ({ principles: await listPrinciples(tx) }),
  view: ({ principles }, { say }) => (
    <Layout
      title={say('declaration.principles')}
      lead={say('declaration.principles.lead')}
      breadcrumb={[{ href: '/coalition', text: say('coalition.show') }]}
      actions={<ButtonLink href="/declaration">{say('declaration.read')}</ButtonLink>}
    >
      <Principles principles={principles} level={2} />
    </Layout>
  ),
})

export const principlePage = page({
  name: 'declaration.principle',
  path: '/principles/:principle',
  who: anyone,
  keep: 'public',
  input: z.object({ principle: z.string().max(60), language }),
  async load({ input, tx }) {
    const tag = tagIn(input.principle)
    const tags = tag ? await listTags(tx, tag.id) : []
    const shown = tag?.version ? tags.find(({ version }) => version === tag.version) : tags[0]
    if (!shown) throw new Refusal('not-found', ['no-such-principle'])
    const versions = await listVersions(tx)
    const adopted = Object.fromEntries(versions.map((one) => [one.version, one.adoptedAt]))
    const newest = versions[0]?.version ?? shown.version
    return { shown, tags, adopted, newest, holds: tags[0]?.version === newest }
  },
  view: ({ shown, tags, adopted, newest, holds }, { say }) => (
    <Layout
      title={titleOf(say, shown)}
      eyebrow={say('declaration.placeIn', { place: shown.place, version: shown.version })}
      breadcrumb={[
        { href: '/coalition', text: say('coalition.show') },
        { href: '/principles', text: say('declaration.principles') },
      ]}
    >
      {shown.version !== newest && (
        <Notice
          tone="warning"
          title={say(holds ? 'declaration.olderTag' : 'declaration.droppedTag')}
        >
          {holds ? (
            <p>
              <a href={`/principles/${shown.id}`}>{say('declaration.toNewestTag')}</a>
            </p>
          ) : (
            <p>{say('declaration.droppedTag.text')}</p>
          )}
        </Notice>
      )}
      <Lead>{summaryOf(say, shown)}</Lead>
      <Summary
        rows={[
          {
            key: say('declaration.tag'),
            value: (
              <code>
                {shown.id}@{shown.version}
              </code>
            ),
          },
          {
            key: say('declaration.citiesFor'),
            value: <a href={`/cities?principle=${shown.id}`}>{say('declaration.toCities')}</a>,
          },
        ]}
      />
      <Section title={say('declaration.tags')} id="tags">
        <Table
          caption={say('declaration.tags')}
          quiet
          head={[say('declaration.tag'), say('declaration.title'), say('declaration.since')]}
          rows={tags.map((one) => [
            <a href={`/principles/${one.id}@${one.version}`}>
              {one.id}@{one.version}
            </a>,
            titleOf(say, one),
            <When at={adopted[one.version] ?? ''} style="month" />,
          ])}
        />
      </Section>
    </Layout>
  ),
})
