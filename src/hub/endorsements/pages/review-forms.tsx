/** The forms of reviewers and of the board on the page of an application. */
import { useHere } from '#core/pages'
import { Checkboxes, Details, Field, Form, Notice, Section } from '#design'
import { decideAppeal } from '../actions/board.ts'
import { requestChanges, review, vouch } from '../actions/desk.ts'
import { proofs } from '../model.ts'
import type { Application, Appeal, Opinion } from '../store/rows.ts'

interface Reviewed {
  readonly application: Application
  readonly employer: string | null
  readonly given: boolean
  readonly opinions: readonly Pick<Opinion, 'verdict' | 'missing' | 'at'>[]
}

function Verdict({ number }: { number: string }) {
  const { say } = useHere()
  return (
    <Form action={review} with={{ number }} fields={[]}>
      <Field name="verdict" />
      <Checkboxes
        id="missing"
        name="missing"
        label={say('endorsements.review.missing')}
        hint={say('endorsements.review.missing.hint')}
        optional
        values={[]}
        options={proofs.map((value) => ({ value, text: say(`endorsements.proof.${value}`) }))}
      />
    </Form>
  )
}

/** What a reviewer does: vouch, ask for changes, decide; the other's opinion is shown after the own one. */
export function Reviewing({ application, employer, given, opinions }: Reviewed) {
  const { say, by, problem } = useHere()
  const number = String(application.number)
  if (!by?.permissions.includes('endorsements.review') || application.state !== 'in_review') {
    return null
  }
  return (
    <Section title={say('endorsements.reviewing')} id="reviewing">
      {employer === null && (
        <Notice tone="warning" title={say('endorsements.employer-unknown')}>
          <p>
            <a href="/endorsements/desk">{say('endorsements.desk')}</a>
          </p>
        </Notice>
      )}
      <p>{say('endorsements.opinions', { count: opinions.length })}</p>
      <Details summary={say('endorsements.vouch')} open={problem?.action === vouch.name}>
        <Form action={vouch} with={{ number }} kind="secondary" />
      </Details>
      <Details
        summary={say('endorsements.request-changes')}
        open={problem?.action === requestChanges.name}
      >
        <Form action={requestChanges} with={{ number }} kind="secondary" />
      </Details>
      {!given && <Verdict number={number} />}
    </Section>
  )
}

/** What the board does with an appeal. */
export function Board(it: { application: Application; appeals: readonly Appeal[] }) {
  const { say, by } = useHere()
  const { application, appeals } = it
  const open = appeals.some(({ granted }) => granted === null)
  if (!by?.permissions.includes('endorsements.appeal') || !open) return null
  return (
    <Section title={say('endorsements.board')} id="board">
      <Form action={decideAppeal} with={{ number: String(application.number) }} />
    </Section>
  )
}
