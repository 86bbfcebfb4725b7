/** The desk of the register: what is written, what waits for a second pair of eyes, what runs out. */
import { dateIn } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { Details, Does, Empty, Field, Form, Layout, Section, Table, Tag } from '#design'
import { z } from 'zod'
import { takeIn } from '../actions/take-in.ts'
import { begin, writers, writing } from '../actions/writing.ts'
import { languagesFor, titlesOf } from '../known.ts'
import { PARTS, type Words, wordsIn } from '../model.ts'
import { STANDARDS } from '../standards/index.ts'
import { type Entry, listEntriesIn } from '../store/entries.ts'
import { dayOf, trail } from './parts.tsx'

interface Line extends Pick<Entry, 'name' | 'number' | 'phase' | 'revisionOn'> {
  readonly words: Words
  readonly again: boolean
}

const addressOf = ({ name, phase }: Line) =>
  phase === 'draft'
    ? writing(name, PARTS[0])
    : phase === 'review'
      ? `/algorithms/${name}/review`
      : `/algorithms/${name}`

function Row({ line, today }: { line: Line; today: string }) {
  const { say } = useHere()
  return (
    <>
      {dayOf(say, line.revisionOn)}{' '}
      {line.revisionOn <= today && <Tag tone="warning">{say('algorithms.overdue')}</Tag>}
    </>
  )
}

function Lines({ lines, today }: { lines: readonly Line[]; today: string }) {
  const { say } = useHere()
  if (lines.length === 0) return <Empty title={say('algorithms.none')} />
  const columns = ['entry', 'number', 'phase', 'revision', 'act']
  const titleOf = (line: Line) => titlesOf(line.name, line.words, say).title
  return (
    <Table
      caption={say('algorithms.desk.entries')}
      quiet
      head={columns.map((one) => say(`algorithms.column.${one}`))}
      rows={lines.map((line) => [
        <a href={addressOf(line)} dir="auto">
          {titleOf(line)}
        </a>,
        say.number(line.number),
        say(`algorithms.desk.${line.phase}`),
        <Row line={line} today={today} />,
        line.again ? <Does action={begin} with={{ name: line.name }} about={titleOf(line)} /> : '–',
      ])}
    />
  )
}

function TakeIn({ language }: { language: string }) {
  const { say } = useHere()
  return (
    <Details summary={say('algorithms.take-in.title')}>
      <Form action={takeIn} fields={['name']}>
        <Field
          name="standard"
          options={STANDARDS.map(({ code, title }) => ({ value: code, text: title }))}
        />
        <Field name="in" value={language} />
        <Field name="text" />
      </Form>
    </Details>
  )
}

/** Everything that is being written or waits, and the way to take in entries of others. */
export const deskPage = page({
  name: 'algorithms.desk',
  path: '/algorithms/desk',
  who: writers,
  menu: 86,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, now, city, language }) {
    const all = await listEntriesIn(tx, ['draft', 'review', 'published'])
    const open = all.filter(({ phase }) => phase !== 'published').map(({ name }) => name)
    return {
      today: dateIn(now, city.zone),
      language,
      lines: all.map(({ name, number, phase, revisionOn, document }): Line => {
        const words = wordsIn(document, languagesFor(city, language))
        const again = phase === 'published' && !open.includes(name)
        return { name, number, phase, revisionOn, words, again }
      }),
    }
  },
  view: ({ lines, today, language }, { say }) => (
    <Layout
      title={say('algorithms.desk')}
      lead={say('algorithms.desk.lead')}
      breadcrumb={trail(say)}
    >
      <Section title={say('algorithms.desk.entries')} id="entries">
        <Lines lines={lines} today={today} />
      </Section>
      <TakeIn language={language} />
    </Layout>
  ),
})
