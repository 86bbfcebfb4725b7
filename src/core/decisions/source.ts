/** Texts, comments, white space, words, and everything else sign by sign. */
const PIECES =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+|[\w$]+|./gs

const isLayout = (piece: string) => /^(?:\s|\/\/|\/\*)/.test(piece)

/** Compilers choose their quotes; what stands between them is the same. */
function inOneQuote(piece: string): string {
  if (!piece.startsWith("'")) return piece
  return `"${piece
    .slice(1, -1)
    .replaceAll("\\'", "'")
    .replaceAll(/(?<!\\)"/g, '\\"')}"`
}

/** A comma or semicolon before a closing bracket says nothing. */
const isIdle = (piece: string, next: string | undefined) =>
  (piece === ',' && /^[)\]}]/.test(next ?? '')) || (piece === ';' && next === '}')

/**
 * What a function says, without comments and layout: the same whether it runs from source or was
 * built.
 */
export function sourceOf(written: (...given: never[]) => unknown): string {
  const pieces = (written.toString().match(PIECES) ?? []).filter((piece) => !isLayout(piece))
  return pieces
    .filter((piece, index) => !isIdle(piece, pieces[index + 1]))
    .map(inOneQuote)
    .join(' ')
}
