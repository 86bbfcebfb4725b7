/** What everybody would see: each piece that looks like personal data is marked, and hidden unless it is left. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Field, Form, Notice, Section, Words } from '#design'
import { mask } from '../../actions/index.ts'
import { freeTexts, type Piece, piecesOf, publicly } from '../../masking.ts'
import { Marked, useKind } from '../parts/marked.tsx'
import { draftInput, Onward, openDraft, type OwnDraft, pathTo, StepFrame } from './frame.tsx'

interface SeenData {
  readonly draft: OwnDraft
  readonly texts: readonly string[]
  readonly pieces: readonly Piece[]
  readonly isPublic: boolean
}

function Choice({ draft, pieces }: SeenData) {
  const kind = useKind()
  const { say } = useHere()
  const options = pieces.map((piece) => ({
    value: piece.text,
    text: piece.text,
    hint: say('reports.new.seen.piece', { kind: kind(piece) }),
  }))
  const left = pieces.filter((piece) => piece.left).map(({ text }) => text)
  return (
    <Form action={mask} with={{ draft: draft.code }} submit={null}>
      <Field name="left" options={options} value={left} optional={false} />
      <Onward draft={draft} step="seen" />
    </Form>
  )
}

function SeenView(data: SeenData) {
  const { say } = useHere()
  const { draft, texts, isPublic } = data
  return (
    <StepFrame draft={draft} step="seen" lead={say('reports.new.seen.lead')}>
      <Section title={say('reports.new.seen.typed')} id="typed">
        {texts.map((text) => (
          <Marked key={text} text={text} left={draft.left} />
        ))}
      </Section>
      <Section title={say('reports.new.seen.shown')} id="shown">
        {isPublic ? (
          texts.map((text) => <Words key={text} text={publicly(text, draft.left)} />)
        ) : (
          <p>{say('reports.new.seen.private')}</p>
        )}
      </Section>
      <Notice title={say('reports.new.seen.vault')}>
        <p>{say('reports.new.seen.vaultText')}</p>
      </Notice>
      <Choice {...data} />
    </StepFrame>
  )
}

/** Shown only where something looks like personal data. */
export const seen = page({
  name: 'reports.new.seen',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/seen',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city }): Promise<SeenData> {
    const { draft, category } = await openDraft(tx, input.draft, city)
    const texts = freeTexts(draft, category).filter((text) => piecesOf([text], []).length > 0)
    const pieces = piecesOf(texts, draft.left)
    return { draft, texts, pieces, isPublic: category?.publicText ?? false }
  },
  view: (data) => <SeenView {...data} />,
  redirect: ({ draft, pieces }) => (pieces.length > 0 ? undefined : pathTo(draft, 'photos')),
})
