/** A text with what looks like personal data marked in it. */
import { useHere } from '#core/pages'
import { MarkedWords } from '#design'
import { type Piece, stretchesOf } from '../../masking.ts'

/** What a piece is, in words: a telephone number, a name. */
export const useKind = () => {
  const { say } = useHere()
  return ({ kind }: Piece) => say(`reports.piece.${kind}`)
}

/** The text as its writer typed it: what is hidden from everybody struck out, what is left marked. */
export function Marked({ text, left }: { text: string; left: readonly string[] }) {
  const { say } = useHere()
  const kind = useKind()
  const parts = stretchesOf(text, left).map(({ text: words, piece }) => ({
    text: words,
    mark: piece
      ? {
          hidden: !piece.left,
          label: say(piece.left ? 'reports.piece.left' : 'reports.piece.hidden', {
            kind: kind(piece),
          }),
        }
      : null,
  }))
  return <MarkedWords parts={parts} />
}
