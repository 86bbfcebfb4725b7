import { z } from 'zod'

/** How a field is asked for. */
export type Control =
  | 'text'
  | 'textarea'
  | 'email'
  | 'tel'
  | 'url'
  | 'password'
  | 'number'
  | 'date'
  | 'hidden'
  | 'radios'
  | 'select'
  | 'checkbox'
  | 'checkboxes'
  | 'file'

/** What a field's schema says about how to ask for it. */
export interface Shape {
  readonly control: Control
  readonly required: boolean
  readonly options: readonly string[]
  readonly initial: unknown
  readonly min: number | undefined
  readonly max: number | undefined
  readonly step: string | undefined
  readonly minLength: number | undefined
  readonly maxLength: number | undefined
  readonly pattern: string | undefined
  readonly autocomplete: string | undefined
  readonly rows: number | undefined
  /** The value is kept in the vault. */
  readonly personal: boolean
}

/** The part of a JSON Schema (2020-12) that matters here; `meta()` of a field is merged into it. */
interface Node {
  readonly type?: string
  readonly format?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Node[]
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
  readonly required?: readonly string[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly input?: Control
  readonly autocomplete?: string
  readonly rows?: number
  readonly personal?: boolean
}

const schemas = new WeakMap<z.ZodType, Node>()

function schemaOf(input: z.ZodObject): Node {
  const known = schemas.get(input)
  if (known) return known
  const made: Node = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Node
  schemas.set(input, made)
  return made
}

/** Takes `null` out of a choice; what is left, if one thing is left, is the field. */
function plain(node: Node): Node {
  const parts = node.anyOf?.filter((part) => part.type !== 'null')
  if (!parts) return node
  const { anyOf: _, ...rest } = node
  const [only] = parts
  if (only && parts.length === 1) return plain({ ...only, ...rest })
  if (parts.every((part) => part.const !== undefined)) {
    return { ...rest, type: 'string', enum: parts.map((part) => part.const) }
  }
  return { ...rest, type: 'string' }
}

function under(node: Node, name: string): Node {
  const found = node.properties?.[name]
  if (found) return found
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : {}
}

const FORMATS: Readonly<Record<string, Control>> = { email: 'email', date: 'date', uri: 'url' }

function controlOf(node: Node): Control {
  if (node.input) return node.input
  if (node.type === 'array') return node.items?.enum ? 'checkboxes' : 'text'
  if (node.enum) return node.enum.length > 7 ? 'select' : 'radios'
  if (node.type === 'boolean') return 'checkbox'
  if (node.type === 'integer' || node.type === 'number') return 'number'
  return FORMATS[node.format ?? ''] ?? 'text'
}

const within = (limit: number | undefined) =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined

function stepOf(node: Node): string | undefined {
  if (node.multipleOf !== undefined) return String(node.multipleOf)
  if (node.type === 'integer') return '1'
  return node.type === 'number' ? 'any' : undefined
}

/** Whether the pattern is one the schema's author wrote: a format's own is the browser's business. */
const patternOf = (node: Node) => (node.format === undefined ? node.pattern : undefined)

/** How to ask for the field at a path such as `title` or `answers.lamp`. */
export function shapeOf(input: z.ZodObject, path: string): Shape {
  const names = path.split('.')
  const last = names.at(-1) ?? path
  const parent = names
    .slice(0, -1)
    .reduce((node, name) => plain(under(node, name)), schemaOf(input))
  const node = plain(under(parent, last))
  return {
    control: controlOf(node),
    required: (parent.required?.includes(last) ?? false) && node.default === undefined,
    options: (node.enum ?? node.items?.enum ?? []).map(String),
    initial: node.default,
    min: within(node.minimum ?? node.exclusiveMinimum),
    max: within(node.maximum ?? node.exclusiveMaximum),
    step: stepOf(node),
    minLength: node.minLength,
    maxLength: node.maxLength,
    pattern: patternOf(node),
    autocomplete: node.autocomplete,
    rows: node.rows,
    personal: node.personal === true,
  }
}

/** Names of an action's fields, in the order they were declared. */
export function fieldsOf(input: z.ZodObject): string[] {
  return Object.keys(schemaOf(input).properties ?? {})
}
