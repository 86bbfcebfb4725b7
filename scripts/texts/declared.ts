/** The sentences that declarations call for: nobody names them in the source, their keys follow from names. */
import { coreRooms, type Service } from '#core/service'
import { z } from 'zod'

/** What a declaration calls for: one of these keys must be said; optional ones may be. */
export interface Wanted {
  readonly by: string
  readonly anyOf: readonly string[]
  readonly optional?: boolean
}

type One = Service['actions'][number]

const must = (by: string, ...anyOf: string[]): Wanted => ({ by, anyOf })
const may = (by: string, key: string): Wanted => ({ by, anyOf: [key], optional: true })

const Property = z.object({
  input: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  items: z.object({ enum: z.array(z.string()).optional() }).optional(),
})
const Schema = z.object({ properties: z.record(z.string(), Property.catch({})).default({}) })

/** Fields a form may draw: neither part of the address nor hidden. */
function fields(action: One): Wanted[] {
  const schema = z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' })
  const { properties } = Schema.parse(schema)
  return Object.entries(properties).flatMap(([name, property]) => {
    const key = `${action.name}.${name}`
    const options = property.enum ?? property.items?.enum ?? []
    const parts = options.flatMap((value) => [
      may(action.name, `${key}.${value}`),
      may(action.name, `${key}.${value}.hint`),
    ])
    const drawn = property.input !== undefined && property.input !== 'hidden'
    const inPath = action.path.includes(`:${name}`)
    const label = drawn && !inPath ? must(action.name, key) : may(action.name, key)
    return [label, may(action.name, `${key}.hint`), ...parts]
  })
}

function ofAction(service: Service, action: One): Wanted[] {
  const reasons = action.rules.flatMap((rule) => [
    must(rule.name, `${service.name}.rule.${rule.name.slice(rule.name.indexOf('.') + 1)}`),
    ...Object.keys(rule.refuseWhen).map((code) =>
      must(rule.name, code, `${service.name}.${code}`, `web.error.${code}`, `web.reason.${code}`),
    ),
  ])
  const files = action.uploads ? [must(action.name, `${action.name}.${action.uploads.field}`)] : []
  return [
    must(action.name, action.name),
    must(action.name, action.who.sentence),
    ...files,
    ...reasons,
    ...fields(action),
  ]
}

function ofPage(page: Service['pages'][number]): Wanted[] {
  const menu = page.menu === undefined ? [] : [must(page.name, `${page.name}.menu`)]
  const about = may(page.name, `${page.name}.about`)
  return [must(page.name, page.name), must(page.name, page.who.sentence), about, ...menu]
}

const Fact = z.object({
  words: z.string().optional(),
  enum: z.array(z.string()).default([]),
})
const Facts = z.object({ properties: z.record(z.string(), Fact.catch({ enum: [] })).default({}) })

/** Every fact of an entry has a label, and every code of it a name, whoever reads it. */
function ofEntry({ name, body }: NonNullable<Service['entries']>[number]): Wanted[] {
  const { properties } = Facts.parse(z.toJSONSchema(body, { unrepresentable: 'any' }))
  return [
    must(name, `entry.${name}`),
    must(name, `entry.${name}.name`),
    ...Object.entries(properties).flatMap(([field, { words, enum: codes }]) => [
      must(name, `entry.${name}.${field}`, `record.field.${field}`),
      ...codes.map((code) =>
        must(
          name,
          `entry.${name}.${field}.${code}`,
          ...(words === undefined ? [] : [`${words}.${code}`]),
        ),
      ),
    ]),
  ]
}

function ofEntries({ entries = [] }: Pick<Service, 'entries'>): Wanted[] {
  return entries.flatMap(ofEntry)
}

function ofService(service: Service): Wanted[] {
  const { name, actions, pages, purposes = [], entries = [], decisions = [] } = service
  return [
    must(name, `service.${name}`),
    ...actions.flatMap((action) => ofAction(service, action)),
    ...pages.flatMap(ofPage),
    ...purposes.flatMap(({ id, fields: asked }) => [
      must(id, `purpose.${id}.title`),
      must(id, `purpose.${id}.why`),
      ...asked.map((field: { name: string }) => must(id, `field.${field.name}`)),
    ]),
    ...ofEntries({ entries }),
    ...decisions.flatMap((one) => [
      must(one.name, `decision.${one.name}`),
      may(one.name, `decision.${one.name}.says`),
    ]),
  ]
}

/** What the rooms of the core call for that write entries of their own. */
export function wantedByCore(): Wanted[] {
  const named = coreRooms.map(({ name }) => must(name, `service.${name}`))
  return [...named, ...coreRooms.flatMap(ofEntries)]
}

/** Everything these services call for. */
export function wantedBy(services: readonly Service[]): Wanted[] {
  return services.flatMap(ofService)
}
