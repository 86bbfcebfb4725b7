import { z } from 'zod'
import type { Action } from '#core/actions'
import type { Declared, DeclaredAction, DeclaredPage } from '#core/pages'
import type { Demand } from '#core/people'
import { needsAssessment, type Purpose, type Purposes } from '#core/vault'
import { coreRooms } from './core-rooms.ts'
import type { Service } from './service.ts'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })

const idsOf = (reads: Purposes | undefined): string[] =>
  Object.values(reads ?? {}).map((purpose: Purpose) => `${purpose.id}@${purpose.version}`)

function demandOf({ assurance, fresh }: Demand): Demand {
  return { ...(assurance ? { assurance } : {}), ...(fresh ? { fresh } : {}) }
}

function declaredAction(service: string, action: Action<any, any, any>): DeclaredAction {
  return {
    name: action.name,
    service,
    path: action.path,
    who: action.who.sentence,
    policy: action.who.name,
    demand: demandOf(action),
    rules: action.rules.map((rule) => ({
      name: rule.name,
      says: rule.says,
      law: rule.law,
      reasons: Object.keys(rule.refuseWhen),
    })),
    reads: idsOf(action.reads),
    keeps: (action.keeps ?? []).map((purpose) => `${purpose.id}@${purpose.version}`),
    records: (action.records ?? []).map((kind) => kind.name),
    decides: (action.decides ?? []).map((decision) => decision.name),
    input: schemaOf(action.input, 'input'),
    output: schemaOf(action.output, 'output'),
  }
}

function declaredPages(service: Service): DeclaredPage[] {
  return service.pages.map((page) => ({
    name: page.name,
    service: service.name,
    path: page.path,
    who: page.who.sentence,
    policy: page.who.name,
    demand: demandOf(page),
    reads: idsOf(page.reads),
    also: Object.keys(page.also ?? {}),
    input: schemaOf(page.input, 'input'),
  }))
}

type Visible = Purpose['visibility']
const visibilityOf = (one: Visible) => (one === 'immediate' ? one : `${one.law}, P${one.days}D`)

/** What the register of processing says beside that. */
function registered({ fields, scope, dpia, visibility }: Purpose) {
  return {
    personal: fields.map(({ name, pd, class: retention, special }) => {
      return { name, pd, class: retention, special: special !== undefined }
    }),
    visibility: visibilityOf(visibility),
    dpia: dpia ?? null,
    needsDpia: needsAssessment(scope, fields),
  }
}

function declaredPurposes(service: Service): Declared['purposes'] {
  return (service.purposes ?? []).map((purpose) => ({
    id: purpose.id,
    version: purpose.version,
    service: service.name,
    fields: purpose.fields.map((field: { name: string }) => field.name),
    pd: [...new Set<string>(purpose.fields.map((field: { pd: string }) => field.pd))],
    dpv: purpose.dpv,
    notice: purpose.notice ?? null,
    gdpr: purpose.basis.gdpr,
    law: purpose.basis.law,
    scope: purpose.scope,
    actors: purpose.actors,
    recipients: purpose.recipients,
    retention: `${purpose.retention.class}, ${purpose.retention.until}`,
    ...registered(purpose),
  }))
}

function declaredDecisions(service: Service): Declared['decisions'] {
  return (service.decisions ?? []).map((one) => {
    const { name, version, says, law, contestAt, person = null, partsAt = null } = one
    const { names = {} } = one
    return { name, version, service: service.name, says, law, contestAt, person, names, partsAt }
  })
}

function declaredEntries({
  name: service,
  entries = [],
}: Pick<Service, 'name' | 'entries'>): Declared['entries'] {
  return entries.map(({ name, body }) => ({ name, service, body: schemaOf(body, 'output') }))
}

function declaredJobs(service: Service): Declared['jobs'] {
  return (service.jobs ?? []).map(({ name, every }) => {
    return { name, service: service.name, every: every ?? null }
  })
}

/** Everything the city's services and its core declare, as plain data: registers, API and reference are drawn from it. */
export function declared(services: readonly Service[]): Declared {
  return {
    services: services.map(({ name, right, uses }) => ({ name, right, uses })),
    actions: services.flatMap((service) =>
      service.actions.map((one) => declaredAction(service.name, one)),
    ),
    pages: services.flatMap(declaredPages),
    purposes: services.flatMap(declaredPurposes),
    decisions: services.flatMap(declaredDecisions),
    entries: [...coreRooms, ...services].flatMap(declaredEntries),
    changes: services.flatMap(({ changes = {} }) =>
      Object.entries(changes).map(([kind, type]) => ({ kind, type })),
    ),
    jobs: services.flatMap(declaredJobs),
  }
}
