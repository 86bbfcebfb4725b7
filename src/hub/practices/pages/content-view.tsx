/** What a practice says, section by section. */
import { useHere } from '#core/pages'
import { dirOf, languageName } from '#core/text'
import { Prose, Section, Summary, type SummaryRow, Table, Words } from '#design'
import { type Principle, titleOf } from '#hub/declaration'
import { type Content, standards } from '../model.ts'
import { StageTag } from './parts.tsx'

interface ContentProps {
  readonly content: Content
  readonly principles: readonly Principle[]
}

const LICENCES = {
  'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
} as const

function Link({ href }: { href: string }) {
  return (
    <a href={href} rel="nofollow noreferrer">
      <bdi>{href}</bdi>
    </a>
  )
}

/** The short facts of a practice. */
function Facts({ content, principles }: ContentProps) {
  const { say } = useHere()
  const known = new Map(principles.map((one) => [one.id, titleOf(say, one)]))
  const { from, until, staff, software, datasets, languages, goals, contact, licence } = content
  const rows: (SummaryRow | false)[] = [
    { key: say('practices.filter.stage'), value: <StageTag stage={content.stage} /> },
    {
      key: say('practices.principles'),
      value: content.principles.map((id) => known.get(id) ?? id).join(', '),
    },
    from !== null && { key: say('practices.from'), value: <bdi>{from}</bdi> },
    until !== null && { key: say('practices.until'), value: <bdi>{until}</bdi> },
    { key: say('practices.filter.cost'), value: say(`practices.cost.${content.cost}`) },
    staff !== null && { key: say('practices.staff'), value: <bdi>{staff}</bdi> },
    goals.length > 0 && {
      key: say('practices.goals'),
      value: goals.map((goal) => `${goal} ${say(`practices.goal.${goal}`)}`).join(', '),
    },
    software !== null && { key: say('practices.software'), value: <Link href={software} /> },
    datasets !== null && { key: say('practices.datasets'), value: <Link href={datasets} /> },
    languages.length > 0 && {
      key: say('practices.languages'),
      value: languages.map(languageName).join(', '),
    },
    { key: say('practices.contact'), value: <a href={`mailto:${contact}`}>{contact}</a> },
    { key: say('practices.licence'), value: <a href={LICENCES[licence]}>{licence}</a> },
  ]
  return <Summary title={say('practices.facts')} rows={rows.filter((row) => row !== false)} />
}

function Results({ content }: { content: Content }) {
  const { say } = useHere()
  if (content.results.length === 0) return <p>{say('practices.noResults')}</p>
  return (
    <Table
      caption={say('practices.results')}
      head={['number', 'what', 'on', 'source'].map((name) => say(`practices.result.${name}`))}
      rows={content.results.map(({ number, what, on, source }) => [
        <bdi>{number}</bdi>,
        what,
        <bdi>{on}</bdi>,
        <Link href={source} />,
      ])}
    />
  )
}

function Machine({ content }: { content: Content }) {
  const { say } = useHere()
  const { ai } = content
  if (ai === null) return null
  return (
    <Section title={say('practices.machine')} id="machine">
      {ai.register !== null && (
        <p>
          {say('practices.register')} <Link href={ai.register} />
        </p>
      )}
      <Summary
        rows={standards.map((name) => ({
          key: say(`practices.standard.${name}`),
          value: <Words text={ai.standards[name] ?? ''} />,
        }))}
      />
    </Section>
  )
}

function Media({ content }: { content: Content }) {
  const { say } = useHere()
  if (content.media.length === 0) return null
  return (
    <Section title={say('practices.media')} id="media">
      <Prose>
        <ul>
          {content.media.map(({ url, transcript }) => (
            <li key={url}>
              <Link href={url} /> · <a href={transcript}>{say('practices.transcript')}</a>
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  )
}

const SECTIONS = ['problem', 'done', 'forWhom', 'failed', 'advice', 'legal'] as const

/** Everything a practice says. */
export function ContentView({ content, principles }: ContentProps) {
  const { say } = useHere()
  const { quote, quoteBy } = content
  return (
    <div lang={content.language} dir={dirOf(content.language)}>
      <Words text={content.summary} />
      {SECTIONS.filter((name) => content[name]).map((name) => (
        <Section key={name} title={say(`practices.${name}`)} id={name}>
          <Words text={content[name] ?? ''} />
        </Section>
      ))}
      <Section title={say('practices.results')} id="results">
        <Results content={content} />
      </Section>
      {quote && (
        <figure class="cr-quote">
          <blockquote>
            <Words text={quote} />
          </blockquote>
          {quoteBy && <figcaption>{quoteBy}</figcaption>}
        </figure>
      )}
      <Machine content={content} />
      <Media content={content} />
      <Facts content={content} principles={principles} />
    </div>
  )
}
