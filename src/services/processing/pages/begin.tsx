/** Where an assessment begins, and where sets of questions are taken in. */
import { page } from '#core/pages'
import { Details, Empty, Field, Form, Layout, Prose, Section, Table, When } from '#design'
import { z } from 'zod'
import { begin } from '../actions/begin.ts'
import { writers } from '../actions/forms.ts'
import { takeSet } from '../actions/review.ts'
import { OWN_SETS } from '../questions.ts'
import { listSets } from '../store/sets.ts'
import { openClocks } from './looking.ts'
import { Clocks, deskTrail } from './parts.tsx'

const input = z.object({ language: z.string().max(10).optional() })

/** Chooses the questions and the code that a purpose names. */
export const beginPage = page({
  name: 'processing.begin-page',
  path: '/processing/assessments/begin',
  who: writers,
  input,
  async load({ tx }) {
    const sets = await listSets(tx)
    return { sets: sets.map(({ code, title }) => ({ code, title })), clocks: await openClocks(tx) }
  },
  view: ({ sets, clocks }, { say }) => (
    <Layout
      title={say('processing.begin-page')}
      lead={say('processing.begin-page.lead')}
      breadcrumb={deskTrail(say)}
      narrow
    >
      <Clocks breaches={clocks} />
      <Form action={begin} fields={['title', 'code']}>
        <Field
          action={begin}
          name="set"
          options={[
            ...OWN_SETS.map(({ code, texts }) => ({ value: code, text: say(texts) })),
            ...sets.map(({ code, title }) => ({ value: code, text: title })),
          ]}
        />
      </Form>
    </Layout>
  ),
})

/** Every set of questions there is, and the way to take in another. */
export const setsPage = page({
  name: 'processing.sets-page',
  path: '/processing/sets',
  who: writers,
  input,
  async load({ tx }) {
    const sets = await listSets(tx)
    return {
      sets: sets.map(({ code, version, kind, language, title, takenAt, parts }) => ({
        ...{ code, version, kind, language, title, takenAt },
        questions: parts.reduce((sum, { questions }) => sum + questions.length, 0),
      })),
      clocks: await openClocks(tx),
    }
  },
  view: ({ sets, clocks }, { say }) => (
    <Layout
      title={say('processing.sets-page')}
      lead={say('processing.sets-page.lead')}
      breadcrumb={deskTrail(say)}
    >
      <Clocks breaches={clocks} />
      <Section title={say('processing.sets')} id="sets">
        {sets.length === 0 ? (
          <Empty title={say('processing.sets.none')} />
        ) : (
          <Table
            caption={say('processing.sets')}
            quiet
            head={['set', 'kind', 'version', 'questions', 'taken'].map((one) =>
              say(`processing.column.${one}`),
            )}
            numeric={[3]}
            rows={sets.map((it) => [
              <span lang={it.language} dir="auto">
                {it.title}
              </span>,
              say(`processing.kind.${it.kind}`),
              say.number(it.version),
              say.number(it.questions),
              <When at={it.takenAt} style="date" />,
            ])}
          />
        )}
      </Section>
      <Details summary={say('processing.take-set')}>
        <Prose>
          <p>{say('processing.take-set.text')}</p>
        </Prose>
        <Form action={takeSet} />
      </Details>
    </Layout>
  ),
})
