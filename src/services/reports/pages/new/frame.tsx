/** The frame of every step of reporting: where somebody is, and the way back. */
import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import type { CityFacts } from '#core/actions'
import type { Tx } from '#core/database'
import { useHere } from '#core/pages'
import { Button, ButtonLink, ButtonRow, Layout, Steps } from '#design'
import { type Category, categoryOf, reportsOf } from '../../config.ts'
import { freeTexts, piecesOf } from '../../masking.ts'
import { readDraft } from '../../drafting.ts'
import type { Draft } from '../../store/draft-row.ts'

/** The steps of reporting, in order. */
export const steps = [
  'what',
  'questions',
  'where',
  'details',
  'seen',
  'photos',
  'contact',
  'check',
] as const
export type StepName = (typeof steps)[number]

/** Every step is found through the secret of its draft. */
export const draftInput = z.object({ draft: z.string().max(64) })

/** A draft as its writer may see it: without pseudonyms, with its secret from the address. */
export type OwnDraft = Omit<Draft, 'contact' | 'reporter' | 'number'> & {
  readonly code: string
  /** The steps this draft has: a category without questions skips them, and so does a text without personal data. */
  readonly path: readonly StepName[]
}

/** The draft and its category; what is nobody's business stays behind. */
export async function openDraft(
  tx: Tx,
  code: string,
  city: CityFacts,
): Promise<{ draft: OwnDraft; category: Category | undefined }> {
  const { contact: _, reporter: __, number: ___, ...draft } = await readDraft(tx, code)
  const category = categoryOf(reportsOf(city), draft.category ?? '')
  const personal = piecesOf(freeTexts(draft, category), []).length > 0
  const path = steps.filter(
    (step) => (step !== 'questions' || category?.questions.length) && (step !== 'seen' || personal),
  )
  return { draft: { ...draft, code, path }, category }
}

/** The page of one step. */
export const pathTo = (draft: OwnDraft, step: StepName): string =>
  `/reports/new/${draft.code}/${step}`

/** The step before this one; before the first, the list of reports. */
function before(draft: OwnDraft, step: StepName): string {
  const previous = draft.path[draft.path.indexOf(step) - 1]
  return previous ? pathTo(draft, previous) : '/reports'
}

/** The first step that still lacks something; the last one when nothing is missing. */
export function missingStep(draft: OwnDraft, category: Category | undefined): StepName {
  if (!category?.active) return 'what'
  const open = category.questions.some(
    (each) => each.required && draft.answers[each.code] === undefined,
  )
  if (open) return 'questions'
  if (draft.address === null && draft.lon === null) return 'where'
  return draft.text === '' ? 'details' : 'check'
}

/** Continue, or one step back. */
export function Onward({ draft, step }: { draft: OwnDraft; step: StepName }) {
  const { say } = useHere()
  return (
    <ButtonRow>
      <Button>{say('reports.new.continue')}</Button>
      <ButtonLink kind="secondary" href={before(draft, step)}>
        {say('reports.new.back')}
      </ButtonLink>
    </ButtonRow>
  )
}

/** One step of reporting: one question, asked as the title of the page. */
export function StepFrame(props: {
  draft: OwnDraft
  step: StepName
  /** What this page asks, where that is not the name of the step. */
  title?: string
  lead?: string
  children: ComponentChildren
}) {
  const { say } = useHere()
  const { draft, step, title = step, lead, children } = props
  const { path } = draft
  return (
    <Layout
      title={say(`reports.new.${title}`)}
      {...(lead ? { lead } : {})}
      breadcrumb={[{ href: '/reports', text: say('reports.list') }]}
      narrow
    >
      <Steps
        current={path.indexOf(step) + 1}
        total={path.length}
        label={say(`reports.new.step.${step}`)}
      />
      {children}
    </Layout>
  )
}
