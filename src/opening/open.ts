/** Puts a running city together: databases, vault, files, mail, jobs, services, and the web in front. */
import { type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Limits } from '#core/actions'
import { registerDecisions } from '#core/decisions'
import { openFiles } from '#core/files'
import { openMail } from '#core/mail'
import { declared, type Service } from '#core/service'
import { coreTexts, type Say, speakers } from '#core/text'
import { openVault, type Vault } from '#core/vault'
import { openWeb, type RunningCity } from '#core/web'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { frame } from '../frame.tsx'
import { services as everyService } from '../city.ts'
import { readFacts } from '../facts.ts'
import { type Settings, webSecret } from '../settings.ts'
import { jobsOf } from './jobs.ts'
import { migrationSets, openCityDatabase } from './migrations.ts'
import { designTexts } from '#design'
import { inviteFirstOfficial } from './first-official.ts'

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

/** What tests may set: the services and the clock. */
export interface Opening {
  readonly services?: readonly Service[]
  readonly clock?: () => string
  readonly log?: Logger
  /** False: jobs run only when asked to (`jobs.workUntilIdle`). */
  readonly work?: boolean
}

function openVaultOf(settings: Settings, log: Logger): Promise<Vault> {
  return openVault({
    keys: settings.keys,
    socket: settings.vaultSocket ?? join(settings.data, 'vault.sock'),
    fork: settings.vaultSocket === undefined,
    log,
    ...(settings.vaultDatabaseUrl
      ? { url: settings.vaultDatabaseUrl }
      : { folder: join(settings.data, 'vault') }),
  })
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

async function begin(city: RunningCity, services: readonly Service[]): Promise<string | null> {
  const now = city.clock()
  for (const { name, purposes = [] } of services) {
    await city.channel(name).publish(purposes)
  }
  for (const { start } of services) {
    if (start) await city.db.transact((tx) => start({ tx, now, city: city.facts }))
  }
  return inviteFirstOfficial(city)
}

/** Opens a city. Everything it holds is closed by `close`, in the right order. */
export async function openCity(settings: Settings, opening: Opening = {}): Promise<OpenCity> {
  const services = opening.services ?? everyService
  const clock = opening.clock ?? (() => new Date().toISOString())
  const log = opening.log ?? pino({ level: settings.logLevel })
  const sampleCity = settings.sample && !settings.databaseUrl
  const facts = readFacts(settings.city, services, { url: settings.url, sampleCity })
  const [db, vault] = await Promise.all([openCityDatabase(settings), openVaultOf(settings, log)])
  await db.migrate(migrationSets(services))
  const files = await openFiles({
    db,
    folder: join(settings.data, 'files'),
    ...(settings.s3 ? { s3: settings.s3 } : {}),
  })
  const mail = openMail({
    from: settings.mailFrom ?? facts.mailFrom,
    clock,
    ...(settings.smtp ? { smtp: settings.smtp } : { mailbox: join(settings.data, 'mail') }),
  })
  const decisions = services.flatMap((service) => service.decisions ?? [])
  const registered = await db.transact((tx) => registerDecisions(tx, decisions, clock()))
  const say = sayOf(services, facts.languages, facts.zone)
  const channel = (service: string) => vault.channel(service)
  const base = { db, vault, files, mail, facts, say, channel, clock, log, registered, services }
  const jobs = jobsOf(base)
  const city: RunningCity = { ...base, jobs, limits: new Limits(), declared: declared(services) }
  const firstOfficial = await begin(city, services)
  const web = await openWeb(city, frame, {
    url: settings.url,
    secret: webSecret(settings.keys),
    assets: settings.assets,
    theme: join(settings.city, 'theme.css'),
    perMinute: settings.perMinute,
    trustProxy: settings.trustProxy,
  })
  if (opening.work ?? true) await jobs.start()
  return { ...city, settings, web, firstOfficial, ...doors(city, web, settings) }
}

function doors(
  city: RunningCity,
  web: FastifyInstance,
  settings: Settings,
): Pick<OpenCity, 'listen' | 'close'> {
  return {
    async listen() {
      await web.listen({ port: settings.port, host: settings.host })
      const { port } = web.server.address() as AddressInfo
      return settings.port === 0 ? `http://localhost:${port}` : settings.url
    },
    async close() {
      await web.close()
      await city.jobs.stop()
      await city.mail.close()
      await city.vault.close()
      await city.db.close()
    },
  }
}
