/** What two others look at before an assessment is published. */
import { page } from '#core/pages'
import { Refusal } from '#core/kernel'
import type { Say } from '#core/text'
import { Form, Layout, Notice, Section, Summary, Timeline, Words } from '#design'
import { z } from 'zod'
import { review, reviewers } from '../actions/review.ts'
import { readSet } from '../known.ts'
import type { QuestionSet } from '../model.ts'
import { wordedSet } from '../naming.ts'
import { findForm, type Form as Assessment } from '../store/forms.ts'
import { listReviews, listRisks, type Risk } from '../store/weighed.ts'
import { Risks } from './assessments.tsx'
import { openClocks } from './looking.ts'
import { Clocks, deskTrail } from './parts.tsx'

interface Writing {
  readonly form: Omit<Assessment, 'handedInBy' | 'writers'>
  readonly set: QuestionSet
  readonly risks: readonly Risk[]
  readonly say: Say
}

/** Everything that was written. */
function Written({ form, set, risks, say }: Writing) {
  const { parts } = wordedSet(set, say)
  return (
    <>
      {parts.map(({ title, questions }) => (
        <Summary
          key={title}
          title={title || say('processing.step.more')}
          rows={questions.map((one) => ({
            key: one.title,
            value: <Words text={form.answers[one.id] || '–'} />,
          }))}
        />
      ))}
      <Section title={say('processing.risks')} id="risks">
        <Risks risks={risks} say={say} />
      </Section>
      <Summary
        title={say('processing.step.end')}
        rows={[
          { key: say('processing.conclude.summary'), value: <Words text={form.summary} /> },
          {
            key: say('processing.consultation'),
            value: say(`processing.consultation.${form.consultation}`),
          },
          {
            key: say('processing.conclude.consulted'),
            value: <Words text={form.consulted || '–'} />,
          },
        ]}
      />
    </>
  )
}

/** The whole assessment, with the form for one voice. */
export const reviewPage = page({
  name: 'processing.review-page',
  path: '/processing/assessments/:code/review',
  who: reviewers,
  input: z.object({ code: z.string().max(61), language: z.string().max(10).optional() }),
  async load({ input, tx, by }) {
    const form = await findForm(tx, input.code, ['review'])
    if (!form) throw new Refusal('not-found', ['no-such-assessment'])
    const said = (await listReviews(tx, form)).filter(({ round }) => round === form.round)
    const { handedInBy, writers, ...rest } = form
    return {
      form: rest,
      set: await readSet(tx, form),
      risks: await listRisks(tx, form),
      said: said.map(({ verdict, words, at }) => ({ verdict, words, at })),
      own: handedInBy === by.ref || writers.includes(by.ref ?? ''),
      done: said.some((one) => one.by === by.ref),
      clocks: await openClocks(tx),
    }
  },
  view: ({ form, set, risks, said, own, done, clocks }, { say }) => {
    return (
      <Layout
        title={form.title}
        lead={say('processing.review-page.lead', { agreed: said.length })}
        breadcrumb={deskTrail(say)}
      >
        <Clocks breaches={clocks} />
        <Written form={form} set={set} risks={risks} say={say} />
        {said.length > 0 && (
          <Timeline
            items={said.map(({ verdict, words, at }) => ({
              at,
              title: say(`processing.review.verdict.${verdict}`),
              text: words,
            }))}
          />
        )}
        {own || done ? (
          <Notice title={say(own ? 'processing.review-own' : 'processing.review-done')} />
        ) : (
          <Section title={say('processing.review-voice')} id="voice">
            <Form action={review} with={{ code: form.code }} />
          </Section>
        )}
      </Layout>
    )
  },
})
