/**
 * Reads a list of rules: one a line, the first that holds decides.
 *
 *     rule      = condition "->" unit
 *     condition = both { "or" both }
 *     both      = part { "and" part }
 *     part      = "not" part | "(" condition ")" | value comparison value
 *               | value "in" ( "(" value { "," value } ")" | name )
 *
 * A value is a "text", a number, a time (08:30) or a name the city gives; everything is checked against what the city
 * knows before a rule can be used, so that a wrong word is found by its writer and not by a resident.
 */
import { Misread, type Token, tokensOf, type Unreadable } from './tokens.ts'
import type { Condition, Field, Rule, Value, Vocabulary } from './model.ts'

/** Rules of one list, and how long one may be and how deep its brackets. */
const MOST = 200
const LONGEST = 500
const DEEPEST = 20

/** A line on the way to being read. */
class Line {
  private readonly tokens: readonly Token[]
  private at = 0
  private deep = 0
  private readonly known: Vocabulary
  private readonly written: string

  constructor(line: string, known: Vocabulary) {
    this.tokens = tokensOf(line)
    this.written = line
    this.known = known
  }

  private get next(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '', column: 1 }
  }

  private take(text: string): boolean {
    const { kind } = this.next
    const is = (kind === 'sign' || kind === 'word') && this.next.text === text
    if (is) this.at += 1
    return is
  }

  rule(): Omit<Rule, 'number' | 'line'> {
    const when = this.condition()
    const says = this.written.slice(0, this.next.column - 1).trim()
    if (!this.take('->')) throw new Misread('arrow', this.next)
    const unit = this.next
    const isText = unit.kind === 'text' || unit.kind === 'name'
    const code = unit.kind === 'text' ? unit.text.slice(1, -1) : unit.text
    if (!isText || !this.known.units.includes(code)) throw new Misread('known-unit', unit)
    this.at += 1
    if (this.next.kind !== 'end') throw new Misread('end-of-line', this.next)
    return { when, unit: code, says }
  }

  private condition(): Condition {
    const any = [this.both()]
    while (this.take('or')) any.push(this.both())
    const [only] = any
    return any.length === 1 && only ? only : { any }
  }

  private both(): Condition {
    const all = [this.part()]
    while (this.take('and')) all.push(this.part())
    const [only] = all
    return all.length === 1 && only ? only : { all }
  }

  private part(): Condition {
    this.deep += 1
    if (this.deep > DEEPEST) throw new Misread('shorter', this.next)
    try {
      if (this.take('not')) return { not: this.part() }
      if (this.take('(')) return this.bracketed()
      return this.compared()
    } finally {
      this.deep -= 1
    }
  }

  private bracketed(): Condition {
    const inside = this.condition()
    if (!this.take(')')) throw new Misread('closing-bracket', this.next)
    return inside
  }

  private compared(): Condition {
    if (['sign', 'word', 'end'].includes(this.next.kind)) throw new Misread('condition', this.next)
    const [left, begins] = [this.next, this.at]
    if (left.kind === 'name') return this.field(left)
    // A value before `in`: what is looked for in several answers.
    this.at += 1
    if (!this.take('in')) {
      this.at = begins
      throw new Misread('known-field', left)
    }
    const name = this.next
    const field = name.kind === 'name' ? this.known.fields.get(name.text) : undefined
    if (field?.type !== 'several') throw new Misread('several-field', name)
    this.at += 1
    return { field: name.text, is: 'has', value: valueFor(field, left) }
  }

  private field(name: Token): Condition {
    const field = this.known.fields.get(name.text)
    if (!field) throw new Misread('known-field', name)
    this.at += 1
    const sign = this.next
    if (this.take('in')) return { field: name.text, is: 'in', values: this.list(field) }
    const is = (['==', '!=', '<=', '>=', '<', '>'] as const).find((one) => this.take(one))
    const ordered = field.type === 'number' || field.type === 'time' || field.type === 'date'
    if (!is || field.type === 'several') throw new Misread('comparison', sign)
    if (!ordered && is !== '==' && is !== '!=') throw new Misread('comparison', sign)
    const value = valueFor(field, this.next)
    this.at += 1
    return { field: name.text, is, value }
  }

  private list(field: Field): Value[] {
    if (!this.take('(')) throw new Misread('value', this.next)
    const values: Value[] = []
    for (;;) {
      values.push(valueFor(field, this.next))
      this.at += 1
      if (this.take(')')) return values
      if (!this.take(',')) throw new Misread('comma-or-bracket', this.next)
    }
  }
}

/** `08:30` as minutes of the day. */
function minutesOf({ text, column }: Token): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  if (hours > 23 || minutes > 59) throw new Misread('time', { text, column })
  return hours * 60 + minutes
}

function valueFor(field: Field, token: Token): Value {
  if (field.type === 'time') {
    if (token.kind !== 'time') throw new Misread('time', token)
    return minutesOf(token)
  }
  if (field.type === 'number') {
    if (token.kind !== 'number') throw new Misread('number', token)
    return Number(token.text)
  }
  if (token.kind !== 'text') throw new Misread('value', token)
  const text = token.text.slice(1, -1)
  if (field.values && !field.values.includes(text)) throw new Misread('known-value', token)
  if (field.type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Misread('value', token)
  return text
}

/** A list of rules, or every place at which it cannot be read. */
export type Read =
  | { readonly rules: readonly Rule[]; readonly errors?: undefined }
  | { readonly rules?: undefined; readonly errors: readonly Unreadable[] }

/** Reads a list of rules; empty lines and lines that begin with `#` say nothing. */
export function rulesFrom(text: string, known: Vocabulary): Read {
  const rules: Rule[] = []
  const errors: Unreadable[] = []
  for (const [at, written] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(written)) continue
    try {
      if (written.length > LONGEST || rules.length >= MOST) {
        throw new Misread('shorter', { text: '', column: LONGEST + 1 })
      }
      const read = new Line(written, known).rule()
      rules.push({ ...read, number: rules.length + 1, line: at + 1 })
    } catch (failure) {
      if (!(failure instanceof Misread)) throw failure
      const { column, text: found } = failure.token
      errors.push({ line: at + 1, column, expected: failure.expected, found })
    }
  }
  return errors.length > 0 ? { errors } : { rules }
}
