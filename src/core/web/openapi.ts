import type { Declared, DeclaredAction, DeclaredPage } from '#core/pages'
import type { Say } from '#core/text'

type Schema = { properties?: Record<string, object>; required?: string[] } & object

const problem = { $ref: '#/components/schemas/Problem' }
const problemContent = { content: { 'application/problem+json': { schema: problem } } }
const template = (path: string) => path.replace(/:(\w+)/g, '{$1}')
const namesIn = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')

/** JSON Schema inside OpenAPI 3.1 names its dialect once for the whole document. */
function bare(schema: object): Schema {
  const { $schema: _, ...rest } = schema as { $schema?: string }
  return rest
}

function parametersOf(path: string, input: Schema, query: boolean): object[] {
  const inPath = namesIn(path)
  const named = (name: string, where: 'path' | 'query') => ({
    name,
    in: where,
    required: where === 'path' || (input.required ?? []).includes(name),
    schema: input.properties?.[name] ?? { type: 'string' },
  })
  const others = query
    ? Object.keys(input.properties ?? {}).filter((name) => !inPath.includes(name))
    : []
  return [
    ...inPath.map((name) => named(name, 'path')),
    ...others.map((name) => named(name, 'query')),
  ]
}

function without(schema: Schema, names: readonly string[]): object {
  const properties = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name)),
  )
  const required = (schema.required ?? []).filter((name) => !names.includes(name))
  return {
    ...schema,
    properties,
    ...(required.length > 0 ? { required } : { required: undefined }),
  }
}

const REFUSALS = {
  400: 'A field does not fit',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Somebody else was quicker',
  429: 'Too often',
  503: 'Not now',
} as const

/** Written once for all actions: each named them in full, and the description passed two megabytes. */
const components = {
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', minLength: 8, maxLength: 255 },
    },
  },
  responses: Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [
      `Refused${status}`,
      { description, ...problemContent },
    ]),
  ),
}
const refused = (status: string) => ({ $ref: `#/components/responses/Refused${status}` })

function responsesOf(action: DeclaredAction, reasons: readonly string[]): object {
  const refusals = Object.keys(REFUSALS).map((status) => [status, refused(status)] as const)
  const done = { 'application/json': { schema: bare(action.output) } }
  const rules = `Refused by a rule: ${reasons.join(', ') || 'none declared'}`
  return {
    200: { description: 'Done', content: done },
    ...Object.fromEntries(refusals),
    422: { description: rules, ...problemContent },
  }
}

/** How sure the city must be of who it is, and whether it must have been shown lately. */
const demanded = ({ demand: { assurance, fresh } }: Pick<DeclaredAction, 'demand'>) => ({
  ...(assurance ? { 'x-assurance': assurance } : {}),
  ...(fresh ? { 'x-fresh': true } : {}),
})

function operation(action: DeclaredAction, say: Say): object {
  const input = bare(action.input)
  const reasons = action.rules.flatMap((rule) => rule.reasons)
  return {
    operationId: action.name,
    tags: [action.service],
    summary: say(action.name),
    description: action.rules.map((rule) => `${rule.says} (${rule.law})`).join('\n\n'),
    'x-who': say(action.who),
    ...demanded(action),
    'x-reads': action.reads,
    'x-keeps': action.keeps,
    'x-records': action.records,
    'x-decides': action.decides,
    parameters: [
      ...parametersOf(action.path, input, false),
      { $ref: '#/components/parameters/IdempotencyKey' },
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: without(input, namesIn(action.path)) } },
    },
    responses: responsesOf(action, reasons),
  }
}

function reading(page: DeclaredPage, say: Say): object {
  return {
    operationId: page.name,
    tags: [page.service],
    summary: say(page.name),
    'x-who': say(page.who),
    ...demanded(page),
    'x-reads': page.reads,
    parameters: parametersOf(page.path, bare(page.input), true),
    responses: {
      200: { description: 'What the page shows', content: { 'application/json': { schema: {} } } },
      404: refused('404'),
    },
  }
}

const Problem = {
  type: 'object',
  description: 'RFC 9457 problem document',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    instance: { type: 'string' },
    reasons: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          code: { type: 'string' },
          field: { type: 'string' },
          message: { type: 'string' },
        },
        required: ['code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status'],
}

/** The description of the whole API (OpenAPI 3.1), a view of the declarations; nobody writes it by hand. */
export function openApi(
  declared: Declared,
  say: Say,
  about: { name: string; url: string },
): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const page of declared.pages) {
    const path = `/api${page.path === '/' ? '/home' : template(page.path)}`
    paths[path] = { ...paths[path], get: reading(page, say) }
  }
  for (const action of declared.actions) {
    const path = `/api${template(action.path)}`
    paths[path] = { ...paths[path], post: operation(action, say) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: about.name,
      version: '1',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: about.url }],
    paths,
    components: { schemas: { Problem }, ...components },
  }
}
