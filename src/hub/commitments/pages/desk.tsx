/** Where officials of the city keep a commitment: steps, figures, statements, replies. */
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { Details, Does, Field, Form, Layout, Section } from '#design'
import { z } from 'zod'
import { isMine } from '../acting.ts'
import { addIndicator, measure, retarget } from '../actions/indicators.ts'
import { addMilestone, move, reach } from '../actions/milestones.ts'
import { extend, feature, officials, withdraw } from '../actions/promise.ts'
import { reply } from '../actions/reviews.ts'
import { state } from '../actions/voices.ts'
import { readCommitment } from '../store/commitments.ts'
import { type Indicator, listIndicators, listMilestones, type Milestone } from '../store/parts.ts'
import { lastStatements, listReviews, type Review } from '../store/voices.ts'
import { trail } from './parts.tsx'
import { ReviewBlock } from './voices.tsx'

export const deskPage = page({
  name: 'commitments.desk',
  path: '/commitments/:number/desk',
  who: officials,
  input: z.object({
    number: z.coerce.number().int().min(1).max(2_000_000_000),
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, by }) {
    const it = await readCommitment(tx, input.number)
    if (!isMine(by, it.city)) throw new Refusal('forbidden', ['not-your-city'])
    const reviews = await listReviews(tx, [it.number])
    return {
      it,
      steps: await listMilestones(tx, [it.number]),
      indicators: await listIndicators(tx, it.number),
      last: (await lastStatements(tx, [it.number])).get(it.number) ?? null,
      reviews: reviews.filter(({ publishedAt }) => publishedAt === null),
    }
  },
  view: ({ it, steps, indicators, last, reviews }, { say }) => (
    <Layout
      title={say('commitments.desk')}
      lead={it.title}
      breadcrumb={trail(say, { href: `/commitments/${it.number}`, text: it.title })}
      narrow
    >
      {reviews.map((review) => (
        <Replying key={review.stage} review={review} />
      ))}
      {it.withdrawn === null && (
        <>
          <Section title={say('commitments.state')} id="state">
            <Form action={state} with={{ number: String(it.number) }}>
              <Field name="status" value={last?.status} />
              <Field name="effect" />
              <Field name="text" />
            </Form>
          </Section>
          <Stepping number={String(it.number)} steps={steps} />
          <Figuring number={String(it.number)} indicators={indicators} />
          <Ending number={String(it.number)} flagship={it.flagship} endsOn={it.endsOn} />
        </>
      )}
    </Layout>
  ),
})

function Replying({ review }: { readonly review: Review }) {
  const { say } = useHere()
  const given = { number: String(review.commitment), stage: review.stage }
  return (
    <Section title={say('commitments.replying')} id={`reply-${review.stage}`}>
      <ReviewBlock review={review} say={say} />
      <Form action={reply} with={given} fields={['text']} />
    </Section>
  )
}

function Stepping(props: { readonly number: string; readonly steps: readonly Milestone[] }) {
  const { say } = useHere()
  const { number } = props
  const open = props.steps.filter(({ reachedOn }) => reachedOn === null)
  return (
    <Section title={say('commitments.milestones')} id="steps">
      {open.map((step) => {
        const given = { number, place: String(step.place) }
        return (
          <Details key={step.place} summary={step.text}>
            <Form action={reach} with={given} />
            <Form action={move} with={given} kind="secondary" />
          </Details>
        )
      })}
      <Details summary={say('commitments.add-milestone')}>
        <Form action={addMilestone} with={{ number }} />
      </Details>
    </Section>
  )
}

function Figuring(props: { readonly number: string; readonly indicators: readonly Indicator[] }) {
  const { say } = useHere()
  const { number } = props
  return (
    <Section title={say('commitments.indicators')} id="figures">
      {props.indicators.map((one) => {
        const given = { number, place: String(one.place) }
        return (
          <Details key={one.place} summary={one.name}>
            <Form action={measure} with={given} />
            <Form action={retarget} with={given} kind="secondary">
              <Field name="target" value={one.target} />
              <Field name="targetOn" value={one.targetOn} />
              <Field name="reason" />
            </Form>
          </Details>
        )
      })}
      <Details summary={say('commitments.add-indicator')}>
        <Form action={addIndicator} with={{ number }} />
      </Details>
    </Section>
  )
}

function Ending(props: {
  readonly number: string
  readonly flagship: boolean
  readonly endsOn: string
}) {
  const { say } = useHere()
  const { number, flagship } = props
  const wanted = flagship ? 'no' : 'yes'
  return (
    <Section title={say('commitments.ending')} id="ending">
      <Does
        action={feature}
        with={{ number, flagship: wanted }}
        label={`commitments.feature.${wanted}`}
      />
      <Details summary={say('commitments.extend')}>
        <Form action={extend} with={{ number }}>
          <Field name="endsOn" value={props.endsOn} />
          <Field name="reason" />
        </Form>
      </Details>
      <Details summary={say('commitments.withdraw')}>
        <Form action={withdraw} with={{ number }} kind="danger" />
      </Details>
    </Section>
  )
}
