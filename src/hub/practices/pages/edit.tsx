/** A city writes a practice. Everything is one form: what is missing is named, nothing typed is lost. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { namedUnits } from '#core/people'
import { Field, Form, Layout, Notice, Section, Words } from '#design'
import { nameIn, readNames } from '#hub/cities'
import { listPrinciples, titleOf } from '#hub/declaration'
import { change, draft, writers } from '../actions/write.ts'
import { type Content, GOALS, mediaLines, resultLines, standards } from '../model.ts'
import { readPractice } from '../store/practices.ts'
import { trail } from './parts.tsx'

const language = z.string().max(10).optional()
const goals = Array.from({ length: GOALS }, (_, n) => String(n + 1))

type Principles = Awaited<ReturnType<typeof listPrinciples>>
interface FieldsProps {
  readonly content?: Content | undefined
  readonly principles: Principles
}

function Facts({ content }: FieldsProps) {
  const { say } = useHere()
  const named = (kind: string, values: readonly string[]) =>
    values.map((value) => ({ value, text: say(`practices.${kind}.${value}`) }))
  const stages = named('stage', ['idea', 'pilot', 'running', 'ended', 'failed'])
  const costs = ['none', 'under-10k', 'under-100k', 'under-1m', 'over-1m', 'unknown']
  return (
    <>
      <Field name="stage" value={content?.stage} options={stages} />
      <Field name="from" value={content?.from} />
      <Field name="until" value={content?.until} />
      <Field name="cost" value={content?.cost} options={named('cost', costs)} />
      <Field name="staff" value={content?.staff} />
      <Field name="results" value={content && resultLines(content.results)} />
      <Field name="failed" value={content?.failed} />
      <Field name="advice" value={content?.advice} />
      <Field name="quote" value={content?.quote} />
      <Field name="quoteBy" value={content?.quoteBy} />
      <Field name="legal" value={content?.legal} />
      <Field name="software" value={content?.software} />
      <Field name="datasets" value={content?.datasets} />
      <Field name="contact" value={content?.contact} />
      <Field name="media" value={content && mediaLines(content.media)} />
      <Field
        name="goals"
        value={content?.goals.map(String)}
        options={named('goal', goals)}
        kind="checkboxes"
      />
      <Field name="languages" value={content?.languages.join(' ')} />
      <Field
        name="licence"
        value={content?.licence}
        options={['CC-BY-SA-4.0', 'CC-BY-4.0', 'CC0-1.0'].map((one) => ({ value: one, text: one }))}
      />
    </>
  )
}

function Machine({ content }: FieldsProps) {
  return (
    <>
      <Field name="machine" value={content?.ai ? 'yes' : undefined} />
      <Field name="register" value={content?.ai?.register} />
      {standards.map((name) => (
        <Field key={name} name={name} value={content?.ai?.standards[name]} />
      ))}
    </>
  )
}

function Fields({ content, principles }: FieldsProps) {
  const { say } = useHere()
  return (
    <>
      <Field name="title" value={content?.title} />
      <Field name="summary" value={content?.summary} />
      <Field name="problem" value={content?.problem} />
      <Field name="done" value={content?.done} />
      <Field name="forWhom" value={content?.forWhom} />
      <Field
        name="principles"
        value={content?.principles}
        options={principles.map((one) => ({ value: one.id, text: titleOf(say, one) }))}
      />
      <Facts content={content} principles={principles} />
      <Section title={say('practices.machine')} id="machine">
        <Machine content={content} principles={principles} />
      </Section>
    </>
  )
}

export const newPage = page({
  name: 'practices.new',
  path: '/practices/new',
  who: writers,
  input: z.object({ language }),
  async load({ tx, by, language: spoken }) {
    const names = await readNames(tx, namedUnits(by.person, 'practices.write'))
    return { cities: [...names.values()], principles: await listPrinciples(tx), spoken }
  },
  view: ({ cities, principles, spoken }, { say }) => (
    <Layout
      title={say('practices.new')}
      lead={say('practices.new.lead')}
      breadcrumb={trail(say)}
      narrow
    >
      <Form action={draft} with={{ language: spoken }}>
        <Field
          name="city"
          value={cities.length === 1 ? cities[0]?.id : undefined}
          options={cities.map((one) => ({ value: one.id, text: nameIn(one, spoken) }))}
        />
        <Fields principles={principles} />
      </Form>
    </Layout>
  ),
})

export const editPage = page({
  name: 'practices.edit',
  path: '/practices/:practice/edit',
  who: writers,
  input: z.object({ practice: z.string().max(10), language }),
  async load({ input, tx, by }) {
    const found = await readPractice(tx, input.practice)
    if (!namedUnits(by.person, 'practices.write').includes(found.city))
      throw new Refusal('forbidden', ['not-your-city'])
    return { found, principles: await listPrinciples(tx) }
  },
  view: ({ found, principles }, { say }) => {
    const { number, content, returned } = found
    const href = `/practices/${number}`
    return (
      <Layout
        title={say('practices.edit')}
        breadcrumb={[...trail(say), { href, text: content.title }]}
        narrow
      >
        {returned !== null && (
          <Notice tone="warning" title={say('practices.returned')}>
            <Words text={returned} />
          </Notice>
        )}
        <Form action={change} with={{ practice: String(number), language: content.language }}>
          <Fields content={content} principles={principles} />
        </Form>
      </Layout>
    )
  },
})
