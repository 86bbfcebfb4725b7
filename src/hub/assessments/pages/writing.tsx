/** The parts of a report as forms: everything that is known is filled in. */
import { useHere } from '#core/pages'
import type { Say } from '#core/text'
import { ButtonLink, Field, Form, Heading, Notice, Summary } from '#design'
import { type Prepared, prepare } from '#hub/commitments'
import type { Reached } from '#hub/evidence'
import { claim } from '../actions.ts'
import { type Block, blocks, cells, type Level, levels, type Levels, principles } from '../model.ts'
import { levelText, principleText } from './parts.tsx'

interface ClaimingProps {
  readonly city: string
  readonly block: Block
  readonly claims: Levels
  readonly derived: Levels
  readonly findings: readonly Reached[]
}

/** What is known for a cell, in one line. */
function foundText(found: readonly Reached[], say: Say): string {
  if (found.length === 0) return say('assessments.nothing-found')
  return found
    .map(({ item, value, reaches: level }) =>
      say('assessments.found', {
        item: say(`evidence.item.${item}`),
        value: say(`evidence.value.${value}`),
        level,
      }),
    )
    .join(' · ')
}

/** Five claims of one block, each beside what follows from the evidence. */
export function Claiming({ city, block, claims, derived, findings }: ClaimingProps) {
  const { say } = useHere()
  const options = levels.map((value) => ({ value, text: levelText(value, say) }))
  return (
    <Form action={claim} with={{ city, step: block }} submit="assessments.save">
      {principles.map((principle) => {
        const items = cells[block][principle].map(({ item }) => item)
        const found = findings.filter(({ item }) => items.includes(item))
        const level = levelText(derived[block][principle], say)
        return (
          <Field
            key={principle}
            name={`claims.${principle}`}
            label={principleText(principle, say)}
            kind="select"
            options={options}
            value={claims[block][principle]}
            hint={
              <>
                {say('assessments.follows', { level })}
                <br />
                {foundText(found, say)}
              </>
            }
          />
        )
      })}
    </Form>
  )
}

/** How far each commitment is, as it was said last; words are optional where nothing changed. */
export function Telling(props: { readonly city: string; readonly prepared: readonly Prepared[] }) {
  const { say } = useHere()
  const { city, prepared } = props
  if (prepared.length === 0) {
    return (
      <>
        <Notice title={say('assessments.no-commitments')} />
        <ButtonLink href={`/assessments/${city}/report/check`}>
          {say('assessments.go-on')}
        </ButtonLink>
      </>
    )
  }
  return (
    <Form action={prepare} with={{ city }} submit="assessments.save">
      {prepared.map(({ number, title, status, text, before }) => (
        <>
          <Heading>{title}</Heading>
          <Field
            name={`status.${number}`}
            label={say('assessments.status-of', { title })}
            kind="select"
            options={statusOptions(say)}
            value={status}
            optional={false}
          />
          <Field
            name={`text.${number}`}
            label={say('assessments.words-of', { title })}
            kind="textarea"
            value={text}
            hint={before ? say('assessments.before', { text: before }) : undefined}
            optional
          />
        </>
      ))}
    </Form>
  )
}

const statusOptions = (say: Say) =>
  ['no-evidence', 'not-started', 'limited', 'substantial', 'complete'].map((value) => ({
    value,
    text: say(`commitments.status.${value}`),
  }))

/** The way back to a part: one for all of it, since it is changed as a whole. */
function Change({ city, step }: { readonly city: string; readonly step: string }) {
  const { say } = useHere()
  return (
    <p>
      <a href={`/assessments/${city}/report/${step}`}>
        {say('assessments.change', { part: say(`assessments.step.${step}`) })}
      </a>
    </p>
  )
}

/** Claim and derived level in one word where they are the same, else side by side. */
function bothText(claim: Level, derived: Level, say: Say): string {
  if (claim === derived) return levelText(claim, say)
  return say('assessments.both', { claim: levelText(claim, say), derived: levelText(derived, say) })
}

/** Everything that will be published, before it is. */
export function Checking(props: {
  readonly city: string
  readonly claims: Levels
  readonly derived: Levels
  readonly prepared: readonly Prepared[]
}) {
  const { say } = useHere()
  const { city, claims, derived, prepared } = props
  return (
    <>
      {blocks.map((block) => (
        <>
          <Summary
            title={say(`assessments.block.${block}`)}
            rows={principles.map((principle) => ({
              key: principleText(principle, say),
              value: bothText(claims[block][principle], derived[block][principle], say),
            }))}
          />
          <Change city={city} step={block} />
        </>
      ))}
      {prepared.length > 0 && (
        <>
          <Summary
            title={say('assessments.step.commitments')}
            rows={prepared.map(({ title, status }) => ({
              key: title,
              value: say(`commitments.status.${status}`),
            }))}
          />
          <Change city={city} step="commitments" />
        </>
      )}
    </>
  )
}
