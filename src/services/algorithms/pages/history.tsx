/** Every version of an entry, with what changed in it, field by field. */
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { listEntries } from '#core/record'
import { Details, Layout, Prose, Section, Summary, Table, Timeline } from '#design'
import { z } from 'zod'
import { languagesFor, titlesOf } from '../known.ts'
import { type Difference, differences, wordsIn } from '../model.ts'
import { listVersions } from '../store/entries.ts'
import { dayOf, trail } from './parts.tsx'

interface Version {
  readonly number: number
  readonly at: string
  readonly changes: readonly Difference[]
}

/** What an entry said first, all of it, in a fold: there is nothing before to compare it with. */
function First({ number, changes, at }: Version) {
  const { say } = useHere()
  const title = say('algorithms.history.version', { number, day: dayOf(say, at) })
  return (
    <div id={`v${number}`}>
      <Details summary={title}>
        <Summary
          rows={changes.map(({ language, field, after }) => ({
            key: `${say(`algorithms.field.${field}`)} (${language})`,
            value: (
              <span lang={language} dir="auto">
                {after}
              </span>
            ),
          }))}
        />
      </Details>
    </div>
  )
}

function Changes({ number, changes, at }: Version) {
  const { say } = useHere()
  const title = say('algorithms.history.version', { number, day: dayOf(say, at) })
  return (
    <Section title={title} id={`v${number}`}>
      {changes.length === 0 ? (
        <Prose>
          <p>{say('algorithms.history.same')}</p>
        </Prose>
      ) : (
        <Table
          caption={title}
          quiet
          head={['field', 'before', 'after'].map((one) => say(`algorithms.history.${one}`))}
          rows={changes.map(({ language, field, before, after }) => [
            `${say(`algorithms.field.${field}`)} (${language})`,
            <span lang={language} dir="auto">
              {before || '–'}
            </span>,
            <span lang={language} dir="auto">
              {after || '–'}
            </span>,
          ])}
        />
      )}
    </Section>
  )
}

/** What was said of it before, and what the public record says happened to it. */
export const historyPage = page({
  name: 'algorithms.history',
  path: '/algorithms/:name/history',
  who: anyone,
  keep: 'public',
  input: z.object({ name: z.string().max(100), language: z.string().max(10).optional() }),
  async load({ input, tx, city, language }) {
    const versions = await listVersions(tx, input.name)
    const [latest] = versions
    if (!latest) throw new Refusal('not-found', ['no-such-algorithm'])
    const told = await listEntries(tx, { subject: `/algorithms/${input.name}`, limit: 100 })
    return {
      name: input.name,
      words: wordsIn(latest.document, languagesFor(city, language)),
      versions: versions.map(({ number, document, publishedAt, savedAt }, index): Version => {
        const before = versions[index + 1]?.document ?? {}
        return { number, at: publishedAt ?? savedAt, changes: differences(before, document) }
      }),
      told: told
        .filter(({ kind }) => kind.startsWith('algorithm'))
        .map(({ id, at, kind }) => ({ id, at, kind })),
    }
  },
  view: ({ name, words, versions, told }, { say }) => {
    const { title } = titlesOf(name, words, say)
    const back = { href: `/algorithms/${name}`, text: title }
    return (
      <Layout title={say('algorithms.history')} lead={title} breadcrumb={trail(say, back)}>
        <Section title={say('algorithms.history.told')} id="told">
          <Timeline
            items={told.map(({ id, at, kind }) => ({
              at,
              title: <a href={`/record/${id}`}>{say(`entry.${kind}.name`)}</a>,
            }))}
          />
        </Section>
        {versions.map((one, at) =>
          at === versions.length - 1 ? (
            <First key={one.number} {...one} />
          ) : (
            <Changes key={one.number} {...one} />
          ),
        )}
      </Layout>
    )
  },
})
