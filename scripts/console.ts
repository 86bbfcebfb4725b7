/**
 * A city to talk to: `city`, `cast` (made when first named), `does(who, action, input)`, `actions`, `sql`, `rows`.
 * Everything happens in a city of its own in memory; nothing of yours is touched.
 *
 *   npm run console
 */
import { type REPLServer, start } from 'node:repl'
import type { Action } from '#core/actions'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { services } from '../src/city.ts'

const HELP = `A city of its own, in memory. Try:
  await does(anybody, 'reports.report', { … })     do something as somebody
  await does(await cast.amina, 'account.end-session', { … })
  await (await official('olga', 'desk')).opens('/reports')
  await rows(sql\`select * from record.outbox\`)     look into the database
  Object.keys(actions)                             everything that can be done
  city.today('2026-05-01T09:00:00.000Z')           set the clock;  city.later(86_400_000) moves it on
  await city.work()                                do the work that waits: letters, sweeps
  .exit`

const actions: Readonly<Record<string, Action<any, any, any>>> = Object.fromEntries(
  services.flatMap((service) => service.actions.map((one) => [one.name, one] as const)),
)

/** Residents by their first name; each is signed up when first named. */
function castOf(city: TestCity): Record<string, Promise<Somebody>> {
  const known = new Map<string, Promise<Somebody>>()
  return new Proxy<Record<string, Promise<Somebody>>>(
    {},
    {
      get(_, name) {
        if (typeof name !== 'string' || !/^[a-z-]+$/.test(name) || name === 'then') return undefined
        const who = known.get(name) ?? city.resident(name)
        known.set(name, who)
        return who
      },
    },
  )
}

async function does(
  who: Somebody | Promise<Somebody>,
  name: string,
  input: object,
): Promise<unknown> {
  const action = actions[name]
  if (!action)
    throw new Error(`There is no action ${name}. There is: ${Object.keys(actions).join(', ')}`)
  return (await who).does(action, input)
}

function furnish(repl: REPLServer, city: TestCity): void {
  const { rows, official, anybody } = city
  Object.assign(repl.context, {
    city,
    cast: castOf(city),
    actions,
    anybody,
    does,
    official,
    rows,
    sql,
  })
  repl.defineCommand('about', { help: 'What there is to try', action: () => console.log(HELP) })
  repl.on('exit', () => void city.close().then(() => process.exit(0)))
}

const city = await openCity()
console.log(HELP)
furnish(start({ prompt: `${city.city.facts.name}> ` }), city)
