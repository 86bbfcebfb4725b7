/** SQL text with numbered places, and the values that belong there. Values never become text. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  /** Asked again and again in the same words: a server plans it once for each connection. */
  readonly often?: true
  /** Nothing is asked after it in its transaction, which ends in the same message. */
  readonly last?: true
}

/**
 * The text between the values of every statement we made: what splicing needs to number places
 * anew.
 */
const written = new WeakMap<Statement, readonly string[]>()

function statement(parts: readonly string[], values: readonly unknown[]): Statement {
  let text: string | undefined
  const made = {
    // What is spliced into another is never asked for its own text.
    get text() {
      text ??= parts.reduce((before, part, place) => `${before}$${place}${part}`)
      return text
    },
    values,
  }
  written.set(made, parts)
  return made
}

function fragmentOf(value: unknown): Statement | undefined {
  const known = typeof value === 'object' && value !== null && written.has(value as Statement)
  return known ? (value as Statement) : undefined
}

interface Draft {
  readonly parts: string[]
  readonly values: unknown[]
}

function extend(draft: Draft, text: string): void {
  draft.parts.push(`${draft.parts.pop() ?? ''}${text}`)
}

function add(draft: Draft, value: unknown): void {
  const fragment = fragmentOf(value)
  if (!fragment) {
    draft.values.push(value)
    draft.parts.push('')
    return
  }
  const [first = '', ...rest] = written.get(fragment) ?? []
  extend(draft, first)
  for (const [index, part] of rest.entries()) {
    draft.values.push(fragment.values[index])
    draft.parts.push(part)
  }
}

function write(parts: readonly string[], ...values: readonly unknown[]): Statement {
  const draft: Draft = { parts: [parts[0] ?? ''], values: [] }
  for (const [index, value] of values.entries()) {
    add(draft, value)
    extend(draft, parts[index + 1] ?? '')
  }
  return statement(draft.parts, draft.values)
}

function join(statements: readonly Statement[], separator = ', '): Statement {
  const draft: Draft = { parts: [''], values: [] }
  for (const [index, one] of statements.entries()) {
    if (index > 0) extend(draft, separator)
    add(draft, one)
  }
  return statement(draft.parts, draft.values)
}

const often = (whole: Statement): Statement => ({ ...whole, often: true })
const last = (whole: Statement): Statement => ({ ...whole, last: true })

/**
 * SQL as it is written: `` sql`select 1 from a.b where id = ${id}` ``. A value that is a statement
 * is spliced in;
 * every other value is sent beside the text. `sql.join` puts statements one after another,
 * `sql.empty` is none. `sql.often` marks a whole statement that is worth being planned once, `sql.last` the last one of
 * its transaction: a server commits it without being asked again, whatever becomes of the work after it.
 */
export const sql = Object.assign(write, { join, often, last, empty: statement([''], []) })
