/** Where peers, reviewers and residents speak. */
import { useHere } from '#core/pages'
import { actorOf } from '#core/record'
import { Card, CardList, Details, Empty, Field, Form, Section, When, Words } from '#design'
import { reviewOutcome, reviewPlan } from '../actions/reviews.ts'
import { comment, hide } from '../actions/talk.ts'
import { judge } from '../actions/voices.ts'
import type { Stage } from '../model.ts'
import type { Comment } from '../store/comments.ts'

/** For officials of other member cities. */
export function Judging(props: {
  readonly number: number
  readonly from: readonly { value: string; text: string }[]
}) {
  const { say } = useHere()
  return (
    <Section title={say('commitments.judge')} id="judge">
      <Form action={judge} with={{ number: String(props.number) }}>
        <Field name="city" options={props.from} value={props.from[0]?.value} />
        <Field name="status" />
        <Field name="ambition" />
        <Field name="text" />
      </Form>
    </Section>
  )
}

/** For independent reviewers: the plan once, the outcome once. */
export function Reviewing(props: { readonly number: number; readonly stages: readonly Stage[] }) {
  const { say } = useHere()
  const given = { number: String(props.number) }
  return (
    <Section title={say('commitments.reviewing')} id="review">
      {props.stages.includes('start') && (
        <Details summary={say('commitments.stage.start')}>
          <Form action={reviewPlan} with={given} />
        </Details>
      )}
      {props.stages.includes('end') && (
        <Details summary={say('commitments.stage.end')}>
          <Form action={reviewOutcome} with={given} />
        </Details>
      )}
    </Section>
  )
}

interface CommentsProps {
  readonly number: number
  readonly comments: readonly Comment[]
  /** Titles of roles. */
  readonly titles: Readonly<Record<string, string>>
  readonly may: { readonly write: boolean; readonly hide: boolean }
}

function Said(props: CommentsProps & { readonly one: Comment; readonly place: number }) {
  const { say } = useHere()
  const { one, titles, may } = props
  const given = { number: String(props.number), comment: one.id }
  return (
    <Card
      title={say('commitments.comment.number', { number: props.place })}
      eyebrow={actorOf({ by: one.as }, say, (role) => titles[role] ?? role)}
      foot={<When at={one.at} />}
    >
      {one.text === null ? (
        <p>{say(`commitments.hide.reason.${one.hidden}`)}</p>
      ) : (
        <Words text={one.text} />
      )}
      {may.hide && one.text !== null && (
        <Details summary={say('commitments.hide')}>
          <Form action={hide} with={given} kind="danger" />
        </Details>
      )}
    </Card>
  )
}

/** What residents and associations say, and where they say it. */
export function Comments(props: CommentsProps) {
  const { say } = useHere()
  const number = String(props.number)
  return (
    <Section title={say('commitments.comments')} id="comments">
      {props.comments.length === 0 && <Empty title={say('commitments.comments.none')} />}
      <CardList stacked label={say('commitments.comments')}>
        {props.comments.map((one, index) => (
          <Said key={one.id} one={one} place={index + 1} {...props} />
        ))}
      </CardList>
      {props.may.write ? (
        <Form action={comment} with={{ number }} />
      ) : (
        <p>
          <a href={`/sign-in?next=/commitments/${number}`}>{say('commitments.sign-in')}</a>
        </p>
      )}
    </Section>
  )
}
