/** One city of a trial coalition as a process of its own: a hub or a plain city, with a clock that can be put forward. */
import { perform } from '#core/actions'
import { sql } from '#core/database'
import { enqueuer, type Job } from '#core/jobs'
import { takeMemberships } from '#hub/endorsements'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { z } from 'zod'
import { services } from '../../src/city.ts'
import { isEmpty } from '../../src/opening/invented.ts'
import { type OpenCity, openCity } from '../../src/opening/open.ts'
import { openAccounts } from '../../src/opening/sample/people.ts'
import { setStage } from '../../src/opening/sample/stage.ts'
import { settingsFrom } from '../../src/settings.ts'

const Trial = z.object({
  /** Cities of the directory of this hub: name, country, domain. */
  MEMBERS: z.string().default('[]'),
  /** Who works here: e-mail and role; without a role, somebody who will get a post later. */
  PEOPLE: z.string().default('[]'),
  PASSWORD: z.string().default(''),
})
const People = z.array(z.object({ email: z.string(), role: z.string().optional() }))
const Members = z.array(z.object({ name: z.string(), country: z.string(), domain: z.string() }))

const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

/** Puts the members into an empty directory, by the acts of an operator. */
async function fill(city: OpenCity, members: z.infer<typeof Members>): Promise<void> {
  const list = services.flatMap(({ actions }) => actions).find(({ name }) => name === 'cities.list')
  if (!list || members.length === 0) return
  const known = await city.db
    .as('cities')
    .look((tx) => tx.one(sql`select id from cities.city limit 1`, z.object({ id: z.string() })))
  if (known) return
  const since = city.clock().slice(0, 10)
  for (const { name, country, domain } of members) {
    const values = { name, country, domains: domain }
    const { output } = await perform(city, list, operator, { values, form: false })
    const { city: id } = z.object({ city: z.string() }).parse(output)
    const rows = [{ city: id, name, state: 'member', since }]
    const joining = { values: { source: 'trial', rows }, form: false }
    await perform(city, takeMemberships, operator, joining)
  }
}

/** Opens the accounts of whoever works here, in a city where nobody does yet. */
async function employ(city: OpenCity, all: z.infer<typeof People>): Promise<void> {
  const { PASSWORD: password } = trial
  const some = all.map((one) => ({ ...one, name: one.email, language: 'en', writes: 0, units: [] }))
  const officials = some.flatMap((one) => (one.role ? [{ ...one, role: one.role }] : []))
  const residents = some.filter(({ role }) => role === undefined)
  await openAccounts(setStage(city), { people: { password, residents, officials } })
}

/** What is done every few minutes is done now, whenever somebody asks for it. */
const REGULAR = ['evidence.plan', 'changes.follow', 'changes.mirror', 'activities.open-day']
async function workNow({ db, clock, jobs, services: own }: OpenCity): Promise<void> {
  const regular = own.flatMap((service): readonly Job<any, any>[] => service.jobs ?? [])
  await db.transact(async (tx) => {
    const ask = enqueuer(tx, clock)
    for (const one of regular.filter(({ name }) => REGULAR.includes(name))) await ask(one, {})
  })
  jobs.nudge()
}

const trial = Trial.parse(process.env)
const settings = settingsFrom(process.env, { sample: false })
let ahead = 0
const clock = () => new Date(Date.now() + ahead).toISOString()
const log = pino({ level: settings.logLevel })
const city = await openCity(settings, { clock, log })
const staff = People.parse(JSON.parse(trial.PEOPLE))
if (staff.length > 0 && (await isEmpty(city.db))) await employ(city, staff)
await fill(city, Members.parse(JSON.parse(trial.MEMBERS)))
createInterface({ input: process.stdin }).on('line', (line) => {
  const [, minutes] = /^later (\d+)$/.exec(line) ?? []
  ahead += Number(minutes ?? 0) * 60_000
  city.jobs.nudge()
  if (line === 'work')
    void workNow(city).catch((err) => log.error({ err }, 'no work was asked for'))
})
process.stdout.write(`${city.facts.name} is open at ${await city.listen()}\n`)
await new Promise<void>((done) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
})
await city.close()
