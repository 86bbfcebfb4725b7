/** What the login of each service may do in the city's database (privacy-record.md 2.6). */
import { createHash } from 'node:crypto'
import { type LoginPlan, type LoginRights, migrationHash } from '#core/database'
import type { CoreRoom, Service } from '#core/service'
import { migrationSets } from './migrations.ts'
import { decides, MAY_ASK, only, rows, whole } from './login-rows.ts'

/** The login of what is no service's work: sessions, the log of the record, the queue of jobs. */
export const CORE = 'core'

const CORE_SCHEMAS = ['people', 'vault', 'record', 'decisions', 'files', 'jobs', 'actions']

const EVERYTHING = 'select, insert, update, delete'
const BINDING = 'grant insert, update (until) on decisions.bound to <login>'

/** What every service's transaction writes down beside its own work, each for itself alone. */
function ordinary({ name, uses }: Service): string[] {
  const mine = (column: string) => ({
    policy: `${name}_own`,
    which: column === 'module' ? `module = '${name}'` : `starts_with(${column}, '${name}.')`,
  })
  const near = [name, ...uses].map((one) => `'${one}'`).join(', ')
  return [
    ...CORE_SCHEMAS.filter((schema) => schema !== 'people').map(
      (schema) => `grant usage on schema ${schema} to <login>`,
    ),
    'grant select on all tables in schema record to <login>',
    ...rows({
      policy: `${name}_own`,
      on: 'record.outbox',
      rights: 'insert (id, at, t, by, d, service, subject)',
      reads: 'true',
      writes: `service = '${name}'`,
    }),
    ...rows({
      policy: `${name}_own`,
      on: 'files.file',
      rights: 'select, update (state, service, subject)',
      reads: `state = 'pending' or service in (${near})`,
      writes: `service = '${name}'`,
    }),
    ...only('actions.answer', 'select, insert', mine('action')),
    ...only('vault.kept', 'select, insert', mine('module')),
    ...only('vault.ended', 'select, insert, update', mine('module')),
    ...only('jobs.job', 'insert (id, name, input, asked_at, due_at, retries, scheduled)', {
      policy: `${name}_own`,
      which: `split_part(name, '.', 1) in (${near})`,
    }),
    ...decides(name),
  ]
}

/**
 * Where something can be done for somebody else, it is noted in the transaction of the act, and the mandate is held
 * until its end. Holding a row needs the right to change a column of it: `since`, which nobody reads.
 */
function forOthers({ actions }: Service): string[] {
  if (!actions.some(({ onBehalf = 'own' }) => onBehalf !== 'own')) return []
  return [
    'grant usage on schema people to <login>',
    'grant select (session, mandate, scopes, until), update (since) on people.acting to <login>',
    'grant insert on people.acted to <login>',
  ]
}

/** What a room of the core is opened for, to the service that says it works there. */
function roomRights(room: CoreRoom, { name }: Service): string[] {
  const people = 'grant usage on schema people to <login>'
  const rights: Record<CoreRoom, string[]> = {
    people: [people, `grant ${EVERYTHING} on all tables in schema people to <login>`],
    posts: [people, 'grant select (id, ref, role, unit, since, until) on people.post to <login>'],
    sessions: [people, 'grant select, delete on people.session to <login>'],
    acting: [
      people,
      `grant ${EVERYTHING} on people.acting, people.acted to <login>`,
      // Whoever begins or ends to act goes on under a new secret.
      'grant select (id), update (hash) on people.session to <login>',
    ],
    acted: [people, 'grant select on people.acted to <login>'],
    invitations: [people, 'grant insert on people.invitation to <login>'],
    jobs: whole('jobs.job', name, ['select', 'update', 'delete']),
    districts: [`grant ${EVERYTHING} on actions.district to <login>`],
    decisions: [
      ...['taken', 'passed'].flatMap((table) => whole(`decisions.${table}`, name, ['select'])),
      `grant select on ${['registered', 'standing', 'part', 'bound', 'chosen'].map((one) => `decisions.${one}`).join(', ')} to <login>`,
    ],
    standing: [
      'grant select, insert, update on decisions.standing to <login>',
      'grant select, insert, update (until) on decisions.chosen to <login>',
      'grant select, insert, update on decisions.judged to <login>',
      'grant update (since, until) on decisions.registered to <login>',
      'grant execute on function decisions.made_of(text, text, timestamptz), decisions.has_failed(text, text, timestamptz) to <login>',
    ],
    parts: [BINDING, 'grant insert on decisions.part to <login>'],
    'followed-logs': [
      'grant insert, update, delete on record.followed, record.witnessed to <login>',
    ],
  }
  return rights[room]
}

/** Everything this service names as read, and what that reads in its turn. */
function usesOf(one: Service, services: readonly Service[]): Service[] {
  const found = new Set<Service>()
  const follow = (from: Service) => {
    for (const next of services.filter(({ name }) => from.uses.includes(name))) {
      if (!found.has(next)) follow((found.add(next), next))
    }
  }
  follow(one)
  return [...found]
}

function serviceRights(one: Service, services: readonly Service[]): LoginRights {
  const used = usesOf(one, services)
  const ownSchema = one.migrations && [
    `grant usage on schema ${one.name} to <login>`,
    `grant ${EVERYTHING} on all tables in schema ${one.name} to <login>`,
    `grant usage on all sequences in schema ${one.name} to <login>`,
  ]
  const read = used.flatMap(({ name, migrations }) =>
    migrations
      ? [
          `grant usage on schema ${name} to <login>`,
          `grant select on all tables in schema ${name} to <login>`,
        ]
      : [],
  )
  const named = (one.writes ?? []).filter((table) =>
    services.some(({ name, migrations }) => migrations && table.startsWith(`${name}.`)),
  )
  const written = named.map((table) => `grant insert, update, delete on ${table} to <login>`)
  const near = { ...one, uses: used.map(({ name }) => name) }
  const rooms = (one.touches ?? []).flatMap((room) => roomRights(room, one))
  return {
    name: one.name,
    grants: [
      ...(ownSchema ?? []),
      ...read,
      ...written,
      ...ordinary(near),
      ...forOthers(one),
      ...rooms,
    ],
  }
}

/** The core does its own work in its own tables, never takes an entry away, and reads no service's. */
function coreRights(): LoginRights {
  const policed = ['actions.answer', 'vault.kept', 'vault.ended', 'record.outbox']
  const more = [
    'jobs.job',
    'decisions.taken',
    'decisions.passed',
    'decisions.incident',
    'files.file',
  ]
  return {
    name: CORE,
    grants: [
      'grant usage on schema public to <login>',
      'grant select on public.migration to <login>',
      ...CORE_SCHEMAS.flatMap((schema) => [
        `grant usage on schema ${schema} to <login>`,
        `grant ${EVERYTHING} on all tables in schema ${schema} to <login>`,
        `grant usage on all sequences in schema ${schema} to <login>`,
      ]),
      'revoke delete on record.outbox from <login>',
      MAY_ASK,
      ...[...policed, ...more].map(
        (table) => `create policy core_all on ${table} to <login> using (true) with check (true)`,
      ),
    ],
  }
}

/** The logins of a city of these services. */
export function cityLogins(services: readonly Service[]): Omit<LoginPlan, 'file' | 'passwords'> {
  const rights = [...services.map((one) => serviceRights(one, services)), coreRights()]
  const own = services.flatMap(({ name, migrations }) => (migrations ? [name] : []))
  const stamp = createHash('sha256')
    .update(migrationHash(migrationSets(services)))
    .update(JSON.stringify(rights))
    .digest('hex')
  return { rights, schemas: [...CORE_SCHEMAS, ...own], stamp }
}
