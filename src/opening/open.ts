/** Puts a running city together: databases, vault, files, mail, jobs, services, and the web in front. */
import { mkdirSync } from 'node:fs'
import { type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type CityFacts, Limits, readDistricts } from '#core/actions'
import type { Database } from '#core/database'
import { openFiles } from '#core/files'
import { areaIndex, Refusal } from '#core/kernel'
import { openMail } from '#core/mail'
import { publishedAssessments, recordedPurposes } from '#core/record'
import { declared, type Service } from '#core/service'
import { coreTexts, type Say, speakers } from '#core/text'
import { openWeb, type RunningCity } from '#core/web'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { frame } from '../frame.tsx'
import { servicesOf } from '../city.ts'
import { isHub, readFacts } from '../facts.ts'
import { type Settings, webSecret } from '../settings.ts'
import { declareOpenly, declaresAt } from './declare.ts'
import { openDiscovery } from './discovery.ts'
import { jobsOf } from './jobs.ts'
import { protocolsOf } from './protocols.ts'
import { reachOf } from './reach.ts'
import { signingOf } from './lists.ts'
import { openDoor } from './mail-door.ts'
import { openRecord } from './record.ts'
import { openStores } from './stores.ts'
import { withTracker } from './sample/tracker.ts'
import { designTexts } from '#design'
import { inviteFirstOfficial } from './first-official.ts'
import { isInvented } from './invented.ts'

/** A city that is open. */
export interface OpenCity extends RunningCity {
  readonly settings: Settings
  readonly web: FastifyInstance
  /** Path of the one-time link that makes the first official; null when there is one already. */
  readonly firstOfficial: string | null
  /** Begins to answer; says at which address. */
  listen(): Promise<string>
  close(): Promise<void>
}

/** What tests and the sample city may set: the services, the clock, when its invented past begins. */
export interface Opening {
  readonly services?: readonly Service[]
  readonly clock?: () => string
  readonly log?: Logger
  /** When a sample city that is still to be filled declares what it does: before its first act. */
  readonly opens?: string
  /** False: jobs run only when asked to (`jobs.workUntilIdle`). */
  readonly work?: boolean
}

function sayOf(services: readonly Service[], languages: readonly string[], zone: string) {
  const texts = [...coreTexts(), designTexts, ...services.map((service) => service.texts)]
  const speak = speakers(texts, languages, zone)
  const spoken = new Map<string, Say>()
  return (language: string): Say => {
    const say = spoken.get(language) ?? speak(language)
    spoken.set(language, say)
    return say
  }
}

/** Tells the vault what is declared. A vault that is not there yet is told as soon as it answers. */
async function publishPurposes(city: RunningCity, services: readonly Service[]): Promise<void> {
  try {
    const recorded = await city.db.look(recordedPurposes)
    const assessed = await city.db.look(publishedAssessments)
    for (const { name, purposes = [] } of services)
      await city.channel(name).publish(purposes, recorded, assessed)
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.kind !== 'unavailable') throw failure
    city.log.warn('the vault does not answer: its purposes are published as soon as it does')
    const again = setTimeout(() => void publishLater(city, services), 2000)
    again.unref()
  }
}

async function publishLater(city: RunningCity, services: readonly Service[]): Promise<void> {
  try {
    await publishPurposes(city, services)
  } catch (failure) {
    city.log.error({ err: failure }, 'the vault refused a purpose; no data can be read for it')
  }
}

async function begin(city: RunningCity, now: string): Promise<string | null> {
  const { facts, services, declared: about } = city
  await publishPurposes(city, services)
  for (const { name, start } of services) {
    if (!start) continue
    await city.db.as(name).transact((tx) => start({ tx, now, city: facts, declared: about }))
  }
  return inviteFirstOfficial(city)
}

type Base = Omit<RunningCity, 'jobs' | 'limits' | 'declared'>

/** Districts that were imported hold; without them, those of the city's folder. */
async function withDistricts<F extends CityFacts>(db: Database, facts: F): Promise<F> {
  const imported = await db.look(readDistricts)
  return imported.length > 0 ? { ...facts, districts: areaIndex(imported) } : facts
}

/** Opens what a city stands on; what was opened is closed by the stack, in reverse. */
async function openBase(
  settings: Settings,
  opening: Opening,
  held: AsyncDisposableStack,
): Promise<Base> {
  mkdirSync(settings.data, { recursive: true, mode: 0o700 })
  const services = opening.services ?? servicesOf({ hub: isHub(settings.city) })
  const clock = opening.clock ?? (() => new Date().toISOString())
  const log = opening.log ?? pino({ level: settings.logLevel })
  const { url, mirrorOf, witnessOf } = settings
  const more = { url, mirrorOf, witnessOf, sampleCity: false }
  const written = readFacts(settings.city, services, more)
  const [db, vault] = await openStores(settings, { log, services }, held)
  const sampleCity = await isInvented(db, settings)
  const facts = await withDistricts(db, withTracker({ ...written, sampleCity }, settings))
  const files = await openFiles({
    db,
    folder: join(settings.data, 'files'),
    ...(settings.s3 ? { s3: settings.s3 } : {}),
    clamd: settings.clamd,
  })
  const mail = openMail({
    from: settings.mailFrom ?? facts.mailFrom,
    clock,
    ...signingOf(settings),
    ...(settings.smtp ? { smtp: settings.smtp } : { mailbox: join(settings.data, 'mail') }),
  })
  held.adopt(mail, (it) => it.close())
  const at = declaresAt(settings, opening.opens, { sampleCity, clock })
  const registered = await declareOpenly(db, services, at)
  const say = sayOf(services, facts.languages, facts.zone)
  const record = held.adopt(openRecord({ settings, db, clock, log }), (it) => it.stop())
  const [logKey = ''] = record.vkeys()
  const spoken = openDiscovery({ settings, facts, services, clock, logKey })
  const reach = reachOf({ settings, facts, clock, log })
  const kept = { db, vault, files, mail, record, ...reach, ...spoken }
  const channel = (service: string) => vault.channel(service)
  return { ...kept, facts, say, channel, clock, log, registered, services }
}

async function openOn(
  base: Base,
  settings: Settings,
  opening: Opening,
  held: AsyncDisposableStack,
) {
  const jobs = held.adopt(jobsOf(base), (it) => it.stop())
  const about = declared(base.services)
  const city: RunningCity = { ...base, jobs, limits: new Limits(), declared: about }
  const now = declaresAt(settings, opening.opens, { ...base.facts, clock: base.clock })
  const firstOfficial = await begin(city, now)
  const protocols = protocolsOf(city, settings)
  const web = await openWeb({ ...city, protocols }, frame, {
    url: settings.url,
    secret: webSecret(settings.keys),
    assets: settings.assets,
    theme: join(settings.city, 'theme.css'),
    perMinute: settings.perMinute,
    busyAfter: settings.busyAfter,
    trustProxy: settings.trustProxy,
  })
  held.adopt(web, (it) => it.close())
  if (settings.lists.port !== undefined)
    held.adopt(await openDoor(city, settings), (it) => it.close())
  if (opening.work ?? true) {
    await jobs.start()
    city.record.start()
  }
  return { ...city, settings, web, firstOfficial }
}

/** Opens a city. Everything it holds is closed by `close`, in reverse order; also when opening fails half way. */
export async function openCity(settings: Settings, opening: Opening = {}): Promise<OpenCity> {
  const held = new AsyncDisposableStack()
  try {
    const base = await openBase(settings, opening, held)
    const city = await openOn(base, settings, opening, held)
    return {
      ...city,
      async listen() {
        await city.web.listen({ port: settings.port, host: settings.host })
        const { port } = city.web.server.address() as AddressInfo
        return settings.port === 0 ? `http://localhost:${port}` : settings.url
      },
      close: () => held.disposeAsync(),
    }
  } catch (failure) {
    await held.disposeAsync()
    throw failure
  }
}
