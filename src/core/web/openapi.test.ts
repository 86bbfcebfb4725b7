import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCity, type TestCity } from '#test/city'
import { promise } from '#test/promise'

let city: TestCity
let api: Api
let text: string
before(async () => {
  city = await openCity()
  text = (await city.anybody.opens('/api/openapi.json')).text
  api = JSON.parse(text) as Api
  for (const { operation } of operations()) {
    operation.parameters = operation.parameters.map(meant)
    for (const [status, answer] of Object.entries(operation.responses))
      operation.responses[status] = meant(answer)
  }
})

/** What stands at the place that is named, or the thing itself (OpenAPI 3.1.0, 4.8.23). */
function meant<T extends object>(thing: T): T {
  if (!('$ref' in thing)) return thing
  const [, , part = '', name = ''] = String(thing.$ref).split('/')
  const there = api.components[part]?.[name] as T | undefined
  assert.ok(there, String(thing.$ref))
  return there
}
after(() => city.close())

interface Operation {
  operationId: string
  summary: string
  'x-who': string
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
type Api = {
  openapi: string
  paths: Record<string, Partial<Record<'get' | 'post', Operation>>>
  components: Record<string, Record<string, object>>
} & Record<string, unknown>

const operations = () =>
  Object.entries(api.paths).flatMap(([path, ways]) =>
    Object.entries(ways).map(([way, operation]) => ({ path, way, operation })),
  )

test('the description has the parts that OpenAPI 3.1 asks for', () => {
  assert.match(api.openapi, /^3\.1\.\d+$/)
  const info = api['info'] as Record<string, unknown>
  assert.deepEqual([typeof info['title'], typeof info['version']], ['string', 'string'])
  assert.ok(operations().length > 60)
})

test('it is not a megabyte, however much a city can do: a telephone may ask for it', () => {
  assert.ok(Buffer.byteLength(text) < 800_000, `${Buffer.byteLength(text)} bytes`)
})

test('every page and every action is in it, under its own name, and nothing twice', () => {
  promise('P5.3')
  const names = operations().map(({ operation }) => operation.operationId)
  assert.deepEqual([...new Set(names)], names)
  const { actions, pages } = city.city.declared
  for (const { name } of actions) assert.ok(names.includes(name), name)
  for (const { name } of pages) assert.ok(names.includes(name), name)
})

test('what is in a path is described as required, and nothing else stands in the path', () => {
  for (const { path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const described = operation.parameters.filter((one) => one.in === 'path')
    assert.deepEqual(
      described.map(({ name }) => name),
      inPath,
      path,
    )
    assert.ok(
      described.every(({ required }) => required),
      path,
    )
    const all = operation.parameters.map((one) => `${one.in} ${one.name}`)
    assert.deepEqual([...new Set(all)], all, path)
    assert.doesNotMatch(path, /:/)
  }
})

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']

/** Every schema, and every schema in it, is one of JSON Schema 2020-12. */
function isSchema(schema: unknown, where: string): void {
  assert.ok(typeof schema === 'boolean' || (typeof schema === 'object' && schema !== null), where)
  if (typeof schema === 'boolean') return
  const parts = schema as Record<string, unknown>
  assert.equal('$schema' in parts, false, where)
  assert.equal('undefined' in parts, false, where)
  for (const type of [parts['type'] ?? []].flat()) assert.ok(TYPES.includes(String(type)), where)
  const ref = parts['$ref']
  if (typeof ref === 'string' && ref.startsWith('#/components/schemas/'))
    assert.ok(api.components['schemas']?.[ref.slice('#/components/schemas/'.length)], ref)
  for (const [name, inner] of Object.entries(parts['properties'] ?? {}))
    isSchema(inner, `${where}.${name}`)
  for (const name of ['items', 'additionalProperties', 'propertyNames', 'not'])
    if (parts[name] !== undefined) isSchema(parts[name], `${where}.${name}`)
  for (const name of ['anyOf', 'allOf', 'oneOf', 'prefixItems'])
    for (const inner of (parts[name] ?? []) as unknown[]) isSchema(inner, `${where}.${name}`)
  if (parts['required'] !== undefined) {
    const known = Object.keys(parts['properties'] ?? {})
    for (const name of parts['required'] as string[])
      assert.ok(known.includes(name), `${where} ${name}`)
  }
}

test('every schema is one', () => {
  for (const { path, way, operation } of operations()) {
    const where = `${way} ${path}`
    for (const { name, schema } of operation.parameters) isSchema(schema, `${where} ${name}`)
    for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
      isSchema(schema, where)
    for (const [status, { description, content }] of Object.entries(operation.responses)) {
      assert.ok(description, `${where} ${status}`)
      for (const { schema } of Object.values(content ?? {})) isSchema(schema, `${where} ${status}`)
    }
  }
  for (const [name, schema] of Object.entries(api.components['schemas'] ?? {}))
    isSchema(schema, name)
})

test('every refusal of an action is described, with the reasons of its rules', () => {
  for (const { name, rules } of city.city.declared.actions) {
    const found = operations().find(({ operation }) => operation.operationId === name)?.operation
    assert.ok(found, name)
    const refusals = ['400', '401', '403', '404', '409', '422', '429', '503']
    for (const status of refusals) {
      assert.ok(found.responses[status]?.content?.['application/problem+json'], `${name} ${status}`)
    }
    for (const reason of rules.flatMap((rule) => rule.reasons)) {
      assert.ok(found.responses['422']?.description.includes(reason), `${name} ${reason}`)
    }
  }
})

test('it says in words what everything does and who may, in each language of the city', async () => {
  for (const language of ['en', 'es', 'ar']) {
    const text = (await city.anybody.opens(`/api/openapi.json?language=${language}`)).text
    const missing = [...text.matchAll(/⟦[^⟧]*⟧/g)].map(([key]) => key)
    assert.deepEqual([...new Set(missing)], [], language)
  }
})

test('a language nobody speaks here is answered in English', async () => {
  const got = await city.anybody.opens('/api/openapi.json?language=__proto__')
  assert.equal(got.json()['openapi'], api.openapi)
})
