/** Everything once more before it is sent, each answer with the way back to it. */
import type { ComponentChildren } from 'preact'
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Does, Form, Notice, Summary, type SummaryRow } from '#design'
import { discard, submit } from '../../actions/index.ts'
import { freeTexts, piecesOf } from '../../masking.ts'
import { AnswerText, Spot } from '../parts/facts.tsx'
import { Marked } from '../parts/marked.tsx'
import { namesOf } from '../parts/names.ts'
import { type Answered, answersOf } from '../parts/told.ts'
import {
  draftInput,
  missingStep,
  openDraft,
  type OwnDraft,
  pathTo,
  StepFrame,
  type StepName,
} from './frame.tsx'

interface CheckData {
  readonly draft: OwnDraft
  readonly categoryName: string | null
  readonly districtName: string | null
  readonly answers: readonly Answered[]
  readonly missing: StepName
  /** How many pieces everybody else will not see. */
  readonly hidden: number
  readonly publicPoint: boolean
  readonly publicText: boolean
}

function Place({ draft, districtName }: CheckData) {
  const { address, lat, lon } = draft
  const point = lat === null || lon === null ? null : `${lat.toFixed(5)}, ${lon.toFixed(5)}`
  const parts = [address, districtName, point].filter((part) => part !== null)
  return (
    <>
      {parts.map((part) => (
        <div key={part}>
          <bdi>{part}</bdi>
        </div>
      ))}
    </>
  )
}

function useRows(data: CheckData): SummaryRow[] {
  const { say } = useHere()
  const { draft, answers, categoryName } = data
  const none = say('reports.new.check.missing')
  const row = (step: StepName, value: ComponentChildren): SummaryRow => ({
    key: say(`reports.new.step.${step}`),
    value,
    change: pathTo(draft, step),
  })
  const placed = draft.address !== null || draft.lon !== null
  const left = draft.contactLeft ? 'left' : 'notLeft'
  return [
    row('what', categoryName ?? none),
    ...answers.map((it) => ({
      key: it.question,
      value: <AnswerText it={it} />,
      change: pathTo(draft, 'questions'),
    })),
    row('where', placed ? <Place {...data} /> : none),
    row('details', draft.text ? <Marked text={draft.text} left={draft.left} /> : none),
    ...(draft.path.includes('seen')
      ? [row('seen', say('reports.new.check.hidden', { count: data.hidden }))]
      : []),
    row('photos', say('reports.new.check.photos', { count: draft.photos.length })),
    row('contact', say(`reports.new.check.${left}`)),
  ]
}

/** What of it everybody will see; whoever joins a report adds something that only the desk sees. */
function Seen({ draft, publicPoint, publicText }: CheckData) {
  const { say } = useHere()
  const { sameAs } = draft
  if (sameAs) {
    return (
      <Notice title={say('reports.new.check.joins', { number: sameAs })}>
        <p>{say('reports.new.check.joinsText')}</p>
        <p>
          <a href={`/reports/new/${draft.code}/same`}>{say('reports.new.check.joinsNot')}</a>
        </p>
      </Notice>
    )
  }
  const key = publicText ? (publicPoint ? 'all' : 'text') : publicPoint ? 'place' : 'none'
  return (
    <Notice title={say('reports.new.check.seen')}>
      <p>{say(`reports.new.check.seen.${key}`)}</p>
    </Notice>
  )
}

function CheckView(data: CheckData) {
  const { say } = useHere()
  const { draft, missing, categoryName } = data
  return (
    <StepFrame draft={draft} step="check" lead={say('reports.new.check.lead')}>
      <Summary rows={useRows(data)} />
      <Spot report={{ ...draft, number: '', categoryName: categoryName ?? '' }} />
      {missing === 'check' ? (
        <>
          <Seen {...data} />
          <Form
            action={submit}
            with={{ draft: draft.code }}
            {...(draft.sameAs ? { submit: 'reports.submit.join' } : {})}
          />
        </>
      ) : (
        <ButtonRow>
          <ButtonLink href={pathTo(draft, missing)}>{say('reports.new.check.fill')}</ButtonLink>
        </ButtonRow>
      )}
      <Does action={discard} with={{ draft: draft.code }} kind="danger" />
    </StepFrame>
  )
}

/** Everything once more. */
export const check = page({
  name: 'reports.new.check',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/check',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city, language }): Promise<CheckData> {
    const { draft, category } = await openDraft(tx, input.draft, city)
    const names = namesOf(city, language)
    return {
      draft,
      categoryName: category ? names.category(category.code) : null,
      districtName: names.district(draft.district),
      answers: answersOf(city, draft.category ?? '', draft.answers, language),
      missing: missingStep(draft, category),
      hidden: piecesOf(freeTexts(draft, category), draft.left).filter((it) => !it.left).length,
      // What the city sorts itself may come to a category of which everybody sees both.
      publicPoint: category ? category.publicPoint || category.unsorted : false,
      publicText: category ? category.publicText || category.unsorted : false,
    }
  },
  view: (data) => <CheckView {...data} />,
})
