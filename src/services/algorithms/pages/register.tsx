/** The register: every algorithm the city answers for, a sentence each. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Card,
  CardList,
  Details,
  Empty,
  Filters,
  Layout,
  Prose,
  Tag,
  TextField,
} from '#design'
import { asking, atom, csv, found, json, type Line, linesOf } from '../feeds/lists.ts'
import { titlesOf } from '../known.ts'
import { dayOf } from './parts.tsx'

/** How it stands, in a word. */
function StateTag({ line }: { line: Line }) {
  const { say } = useHere()
  if (line.state !== 'published') {
    return <Tag tone="warning">{say(`algorithms.state.${line.state}`)}</Tag>
  }
  return (
    <Tag tone={line.runs ? 'success' : 'neutral'}>{say(`algorithms.status.${line.status}`)}</Tag>
  )
}

function Item({ line }: { line: Line }) {
  const { say } = useHere()
  const { title, says } = titlesOf(line.name, line.words, say)
  const revision = say('algorithms.revision.foot', { day: dayOf(say, line.revisionOn) })
  return (
    <Card
      level={2}
      title={title}
      href={`/algorithms/${line.name}`}
      eyebrow={
        line.version === null
          ? say('algorithms.elsewhere')
          : say('algorithms.version', { version: line.version })
      }
      tag={<StateTag line={line} />}
      foot={revision}
    >
      <p dir="auto">{says}</p>
    </Card>
  )
}

function Downloads() {
  const { say } = useHere()
  return (
    <Details summary={say('algorithms.downloads')}>
      <Prose>
        <ul>
          {(['csv', 'json', 'atom'] as const).map((one) => (
            <li key={one}>
              <a href={`/algorithms.${one}`}>{say(`algorithms.downloads.${one}`)}</a>
            </li>
          ))}
        </ul>
      </Prose>
    </Details>
  )
}

export const algorithmsPage = page({
  name: 'algorithms.show',
  path: '/algorithms',
  who: anyone,
  menu: 50,
  keep: 'public',
  input: asking,
  also: { csv, json, atom },
  async load({ tx, city, language, input, by }) {
    const may = by.actor.permissions.some((one) => one.startsWith('algorithms.'))
    return { algorithms: await linesOf(tx, { city, language }), q: input.q ?? '', desk: may }
  },
  view: ({ algorithms, q, desk }, { say }) => {
    const shown = found(algorithms, q, say)
    return (
      <Layout title={say('algorithms.show')} lead={say('algorithms.show.lead')}>
        <Filters action="/algorithms" clear={q ? '/algorithms' : undefined}>
          <TextField
            id="q"
            name="q"
            label={say('algorithms.search')}
            type="search"
            value={q}
            optional={false}
          />
        </Filters>
        {shown.length === 0 && (
          <Empty title={say(q ? 'algorithms.none.found' : 'algorithms.none')} />
        )}
        <CardList stacked label={say('algorithms.show')}>
          {shown.map((line) => (
            <Item key={line.name} line={line} />
          ))}
        </CardList>
        {desk && (
          <ButtonRow>
            <ButtonLink href="/algorithms/desk" kind="secondary">
              {say('algorithms.desk')}
            </ButtonLink>
          </ButtonRow>
        )}
        <Downloads />
      </Layout>
    )
  },
})
