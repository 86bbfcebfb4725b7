/** A text of the declaration, and what stands beside it. */
import { useHere } from '#core/pages'
import { dirOf, languageName } from '#core/text'
import { Prose, Section, Summary, When, Words } from '#design'
import type { Text } from '../store/versions.ts'

/** A text in its own language and direction, with what proves that it is this text. */
export function Shown({ text }: { text: Text & { readonly text: string } }) {
  const { say } = useHere()
  return (
    <>
      <div lang={text.language} dir={dirOf(text.language)} class="cr-document">
        <Words text={text.text} />
      </div>
      <Summary
        rows={[
          { key: say('declaration.version'), value: <bdi>{text.version}</bdi> },
          { key: say('declaration.language'), value: languageName(text.language) },
          {
            key: say('declaration.publishedAt'),
            value: <When at={text.publishedAt} style="date" />,
          },
          { key: 'SHA-256', value: <code class="cr-hash">{text.sha256}</code> },
        ]}
      />
    </>
  )
}

/** The same version in other languages. */
export function OtherTexts({
  texts,
  shown,
}: {
  texts: readonly Text[]
  shown: string | undefined
}) {
  const { say } = useHere()
  const others = texts.filter(({ sha256 }) => sha256 !== shown)
  if (others.length === 0) return null
  return (
    <Section title={say('declaration.otherLanguages')} id="languages">
      <Prose>
        <ul>
          {others.map((text) => (
            <li key={text.sha256}>
              <a
                href={`/declaration/texts/${text.sha256}`}
                lang={text.language}
                hreflang={text.language}
              >
                {languageName(text.language)}
              </a>
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

/** Where to read on. */
export function Beside({ version }: { version: string }) {
  const { say } = useHere()
  return (
    <Section title={say('declaration.more')} id="more">
      <Prose>
        <p>{say('declaration.more.text', { version })}</p>
        <ul>
          <li>
            <a href="/declaration/history">{say('declaration.history')}</a>
          </li>
          <li>
            <a href="/declaration/amendments">{say('declaration.amendments')}</a>
          </li>
          <li>
            <a href="/cities">{say('declaration.signers')}</a>
          </li>
        </ul>
      </Prose>
    </Section>
  )
}
