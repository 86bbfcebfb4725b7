import { type Here, page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import { ButtonLink, CheckFrame, Layout, Notice, Prose, Section } from '#design'
import { z } from 'zod'

const kindsOf = (names: readonly string[], say: Say) =>
  Object.fromEntries(names.map((name) => [name, say(`entry.${name}.name`)]))

/** The verifier as one file, and how to know that it is the one that other cities give out. */
function Keep({ href, sha256 }: NonNullable<Here['file']>) {
  const { say } = useHere()
  return (
    <Section title={say('record.check.file')} id="file">
      <Prose>
        <p>{say('record.check.file.why')}</p>
        <p>
          <ButtonLink href={href} kind="secondary">
            {say('record.check.file.get')}
          </ButtonLink>
        </p>
        <p>{say('record.check.file.sum')}</p>
        <p>
          <code>
            <bdi>{sha256}</bdi>
          </code>
        </p>
      </Prose>
    </Section>
  )
}

function OtherWays() {
  const { say } = useHere()
  return (
    <Section title={say('record.check.ways')} id="ways">
      <Prose>
        <ul>
          <li>{say('record.check.ways.program')}</li>
          <li>{say('record.check.ways.other')}</li>
          <li>{say('record.check.ways.hand')}</li>
        </ul>
      </Prose>
    </Section>
  )
}

function NoScript() {
  const { say } = useHere()
  return (
    <noscript>
      <Notice title={say('record.check.no-script')}>
        <p>{say('record.check.no-script.text')}</p>
      </Notice>
    </noscript>
  )
}

/** The page as a file without a city: only the verifier. */
function AloneView({ kinds }: { kinds: Readonly<Record<string, string>> }) {
  const { say } = useHere()
  return (
    <main class="cr-page">
      <div class="cr-head">
        <div class="cr-width">
          <h1 class="cr-head__title">{say('record.check')}</h1>
          <div class="cr-head__lead">{say('record.check.alone.lead')}</div>
        </div>
      </div>
      <div class="cr-width cr-main">
        <noscript>
          <p>{say('record.check.alone.no-script')}</p>
        </noscript>
        <CheckFrame alone kinds={kinds} />
        <p class="cr-alone__end">{say('record.check.alone.end')}</p>
      </div>
    </main>
  )
}

/** Anybody checks the record, this city's or another's, without believing either (privacy-record.md 3.6). */
export const checkPage = page({
  name: 'record.check',
  path: '/record/check',
  who: anyone,
  keep: 'public',
  reaches: 'others',
  input: z.object({ language: z.string().max(10).optional() }),
  load: ({ declared }) => Promise.resolve({ kinds: declared.entries.map(({ name }) => name) }),
  view: ({ kinds }, { say, file }) => (
    <Layout
      title={say('record.check')}
      lead={say('record.check.lead')}
      breadcrumb={[{ href: '/record', text: say('record.show') }]}
    >
      <NoScript />
      <CheckFrame kinds={kindsOf(kinds, say)} />
      {file && <Keep {...file} />}
      <OtherWays />
    </Layout>
  ),
  alone: {
    name: 'cityright-check.html',
    script: 'check-alone.js',
    styles: 'check-alone.css',
    view: ({ entries }, { say }) => (
      <AloneView
        kinds={kindsOf(
          entries.map(({ name }) => name),
          say,
        )}
      />
    ),
  },
})
