/** The words of a rule, each with the column it begins at. */

const KINDS = ['text', 'number', 'time', 'name', 'word', 'sign', 'end'] as const
type Kind = (typeof KINDS)[number]

export interface Token {
  readonly kind: Kind
  readonly text: string
  /** From one, as editors count. */
  readonly column: number
}

/** Why a rule cannot be read: where, and what was expected there. */
export interface Unreadable {
  readonly line: number
  readonly column: number
  readonly expected: Expected
  /** What stands there instead; empty at the end of the line. */
  readonly found: string
}

/** What can be expected, each a text key of whoever shows it. */
const EXPECTED = [
  'condition',
  'closing-quote',
  'comparison',
  'value',
  'known-field',
  'known-value',
  'known-unit',
  'number',
  'time',
  'several-field',
  'closing-bracket',
  'comma-or-bracket',
  'arrow',
  'end-of-line',
  'sign',
  'shorter',
] as const
export type Expected = (typeof EXPECTED)[number]

/** Thrown while one line is read, caught where the line is known. */
export class Misread extends Error {
  readonly expected: Expected
  readonly token: Pick<Token, 'column' | 'text'>

  constructor(expected: Expected, token: Pick<Token, 'column' | 'text'>) {
    super(expected)
    this.expected = expected
    this.token = token
  }
}

const WORDS = new Set(['and', 'or', 'not', 'in'])
const LOOKS: readonly (readonly [Kind | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['text', /"[^"]*"/y],
  ['time', /\d{1,2}:\d{2}(?!\d)/y],
  ['number', /-?\d+(?:\.\d+)?(?![\w.])/y],
  ['name', /[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*/y],
  ['sign', /->|==|!=|<=|>=|[<>(),]/y],
]

function tokenAt(line: string, at: number): Token & { readonly space: boolean } {
  for (const [kind, look] of LOOKS) {
    look.lastIndex = at
    const text = look.exec(line)?.[0]
    if (text === undefined) continue
    const column = at + 1
    if (kind === 'space') return { kind: 'end', text, column, space: true }
    const isWord = kind === 'name' && WORDS.has(text)
    return { kind: isWord ? 'word' : kind, text, column, space: false }
  }
  const found = { text: line[at] ?? '', column: at + 1 }
  throw new Misread(line[at] === '"' ? 'closing-quote' : 'sign', found)
}

/** Cuts one line into its words; the last is always the end. */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < line.length) {
    const { space, ...token } = tokenAt(line, at)
    if (!space) tokens.push(token)
    at += token.text.length
  }
  return [...tokens, { kind: 'end', text: '', column: line.length + 1 }]
}
