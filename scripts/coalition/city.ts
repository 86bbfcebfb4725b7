/** One city of a trial coalition as a process of its own: a hub or a plain city, perhaps with a clock that runs faster. */
import { perform } from '#core/actions'
import { sql } from '#core/database'
import { takeMemberships } from '#hub/endorsements'
import { pino } from 'pino'
import { z } from 'zod'
import { services } from '../../src/city.ts'
import { type OpenCity, openCity } from '../../src/opening/open.ts'
import { settingsFrom } from '../../src/settings.ts'

const Trial = z.object({
  /** Since when, in milliseconds, the clocks of the trial run `CLOCK_SPEED` times as fast. */
  CLOCK_BEGAN: z.coerce.number().default(0),
  CLOCK_SPEED: z.coerce.number().min(1).max(600).default(1),
  /** Cities of the directory of this hub: name, country, domain. */
  MEMBERS: z.string().default('[]'),
})
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
  const known = await city.db.look((tx) =>
    tx.one(sql`select id from cities.city limit 1`, z.object({ id: z.string() })),
  )
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

const trial = Trial.parse(process.env)
const settings = settingsFrom(process.env, { sample: false })
const clock = () => {
  const { CLOCK_BEGAN: began, CLOCK_SPEED: speed } = trial
  return new Date(began + (Date.now() - began) * speed).toISOString()
}
const log = pino({ level: settings.logLevel })
const city = await openCity(settings, { clock, log })
await fill(city, Members.parse(JSON.parse(trial.MEMBERS)))
process.stdout.write(`${city.facts.name} is open at ${await city.listen()}\n`)
await new Promise<void>((done) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
})
await city.close()
