/** The declaration: what the cities sign, in every language it has, and every text it ever had. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { languageName } from '#core/text'
import { ButtonLink, Columns, Empty, Layout, Notice, Section, Table, When } from '#design'
import { z } from 'zod'
import { versionName } from '../model.ts'
import {
  listPrinciples,
  listTexts,
  listVersions,
  newestVersion,
  readText,
  readTexts,
} from '../store/versions.ts'
import { Principles } from './parts.tsx'
import { Beside, OtherTexts, Shown } from './text-view.tsx'

const language = z.string().max(10).optional()
const home = { href: '/coalition', text: 'coalition.show' }
const trail = (say: (key: string) => string) => [
  { href: home.href, text: say(home.text) },
  { href: '/declaration', text: say('declaration.show') },
]

export const declarationPage = page({
  name: 'declaration.show',
  path: '/declaration',
  who: anyone,
  keep: 'public',
  input: z.object({ version: versionName.optional(), language }),
  async load({ input, tx, language: spoken, declared }) {
    const newest = await newestVersion(tx)
    const version = input.version ?? newest
    const principles = await listPrinciples(tx, version)
    if (principles.length === 0) throw new Refusal('not-found', ['no-such-version'])
    const texts = await readTexts(tx, version)
    const wanted = texts.find((one) => one.language === spoken)
    const shown = wanted ?? texts.find((one) => one.language === 'en') ?? texts[0] ?? null
    const others = texts.map(({ version, language, sha256, publishedAt, characters }) => {
      return { version, language, sha256, publishedAt, characters }
    })
    const endorse = declared.pages.some(({ path }) => path === '/endorse')
    return { version, newest, principles, shown, others, spoken, endorse }
  },
  view: (data, { say }) => (
    <Layout
      title={say('declaration.show')}
      lead={say('declaration.show.lead')}
      breadcrumb={[{ href: home.href, text: say(home.text) }]}
      eyebrow={say('declaration.versionOf', { version: data.version })}
      actions={
        data.endorse ? (
          <ButtonLink href="/endorse">{say('declaration.endorse')}</ButtonLink>
        ) : (
          <ButtonLink href="/ask-my-city">{say('declaration.ask')}</ButtonLink>
        )
      }
    >
      {data.version !== data.newest && (
        <Notice tone="warning" title={say('declaration.older', { newest: data.newest })}>
          <p>
            <a href="/declaration">{say('declaration.toNewest')}</a>
          </p>
        </Notice>
      )}
      <Columns aside={<Beside version={data.version} />}>
        {data.shown ? (
          <>
            {data.shown.language !== data.spoken && (
              <Notice title={say('declaration.notInLanguage')}>
                <p>{say('declaration.notInLanguage.text')}</p>
              </Notice>
            )}
            <Shown text={data.shown} />
          </>
        ) : (
          <Notice title={say('declaration.noText')}>
            <p>{say('declaration.noText.text')}</p>
          </Notice>
        )}
        <OtherTexts texts={data.others} shown={data.shown?.sha256} />
        <Section title={say('declaration.principles')} id="principles">
          <Principles principles={data.principles} />
        </Section>
      </Columns>
    </Layout>
  ),
})

export const historyPage = page({
  name: 'declaration.history',
  path: '/declaration/history',
  who: anyone,
  keep: 'public',
  input: z.object({ language }),
  load: async ({ tx }) => ({ versions: await listVersions(tx), texts: await listTexts(tx) }),
  view: ({ versions, texts }, { say }) => (
    <Layout
      title={say('declaration.history')}
      lead={say('declaration.history.lead')}
      breadcrumb={trail(say)}
    >
      <Table
        caption={say('declaration.versions')}
        head={[
          say('declaration.version'),
          say('declaration.adoptedAt'),
          say('declaration.principles'),
          say('declaration.by'),
        ]}
        rows={versions.map((one) => [
          <a href={`/declaration?version=${one.version}`}>{one.version}</a>,
          <When at={one.adoptedAt} style="month" />,
          one.principles.length,
          one.amendment === null ? (
            say('declaration.by.first')
          ) : (
            <a href={`/declaration/amendments/${one.amendment}`}>
              {say('declaration.amendmentNumber', { number: one.amendment })}
            </a>
          ),
        ])}
        numeric={[2]}
      />
      {texts.length === 0 ? (
        <Empty title={say('declaration.noText')} text={say('declaration.noText.text')} />
      ) : (
        <Table
          caption={say('declaration.texts')}
          head={[
            say('declaration.language'),
            say('declaration.version'),
            say('declaration.publishedAt'),
            'SHA-256',
          ]}
          rows={texts.map((text) => [
            <a href={`/declaration/texts/${text.sha256}`}>{languageName(text.language)}</a>,
            <bdi>{text.version}</bdi>,
            <When at={text.publishedAt} style="date" />,
            <code class="cr-hash">{text.sha256.slice(0, 16)}…</code>,
          ])}
        />
      )}
    </Layout>
  ),
})

export const textPage = page({
  name: 'declaration.text',
  path: '/declaration/texts/:sha256',
  who: anyone,
  keep: 'public',
  input: z.object({ sha256: z.string().max(70), language }),
  async load({ input, tx }) {
    const text = await readText(tx, input.sha256)
    if (!text) throw new Refusal('not-found', ['no-such-text'])
    return text
  },
  view: (text, { say }) => (
    <Layout
      title={say('declaration.text.title', { version: text.version })}
      eyebrow={languageName(text.language)}
      breadcrumb={trail(say)}
    >
      <Shown text={text} />
    </Layout>
  ),
})
