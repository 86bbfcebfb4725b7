/**
 * The world outside an invented city: towns whose names end in `.example` (RFC 2606), which nobody on the internet has.
 * The sample city's own official name is one of them: whoever asks for it asks the city that runs here, at its own
 * address on this machine and at no other.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, CityDoor, Harvester, TextsSeen, Wanted } from '#core/harvest'
import { z } from 'zod'

/** What a system says of a report so many hours after it was sent. */
const Said = z.object({
  hours: z.number().min(0),
  status: z.enum(['open', 'closed']),
  detailed: z.string(),
  notes: z.string(),
})

/** A system of others that takes reports (Open311), with what it says of the first, the second and so on; or it is down. */
const InventedSystem = z.object({
  endpoint: z.url(),
  silent: z.boolean().default(false),
  /** How its numbers begin. */
  numbers: z.string().default(''),
  answers: z.array(z.array(Said).min(1)).default([]),
})
export type InventedSystem = z.infer<typeof InventedSystem>

const World = z.object({
  /** Official domain of the sample city itself. */
  home: z.string().regex(/\.example$/),
  /** What invented towns publish, by address. */
  documents: z.record(z.string(), z.string()),
  systems: z.array(InventedSystem).default([]),
})
export type World = z.infer<typeof World>

/** What lies outside the city of this folder; undefined when its sample says nothing of that. */
export function worldOf(folder: string): World | undefined {
  const file = join(folder, 'sample', 'outside.json')
  return existsSync(file) ? World.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

const Texts = z.record(z.string(), z.string())
const fileOf = (data: string) => join(data, 'sample-names.json')

function textsIn(data: string): Record<string, string> {
  const file = fileOf(data)
  return existsSync(file) ? Texts.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
}

/** An invented town writes a text into its DNS. */
export function writeName(data: string, name: string, text: string): void {
  writeFileSync(fileOf(data), JSON.stringify({ ...textsIn(data), [name]: text }))
}

/** Two invented resolvers say the same. */
function texts(data: string, name: string): readonly TextsSeen[] {
  const text = textsIn(data)[name]
  const outcome = text === undefined ? 'no-such-name' : 'answered'
  return ['resolver-one.example', 'resolver-two.example'].map((server) => {
    const said = { texts: text === undefined ? [] : [text], aliases: [] }
    return { server, authority: false, outcome, ...said, authentic: false }
  })
}

/** What an invented town answers. */
function answer({ documents }: World, url: string): Answer {
  const text = documents[url]
  const bytes = Buffer.from(text ?? 'no such page')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const status = text === undefined ? 404 : 200
  const about = { type: 'text/plain', etag: undefined, modified: undefined }
  return { outcome: 'came', status, url, ...about, bytes, sha256 }
}

const invented = (host: string) => host.endsWith('.example')

interface Place {
  readonly data: string
  /** Address of the sample city on this machine. */
  readonly url: string
}

/** The way to the city itself: only its own address, wherever an answer points. */
function ownWay(home: string, of: { url: string; loopback: Harvester }) {
  const own = new URL(of.url)
  const door = of.loopback.city([own.hostname])
  return async (wanted: Wanted, signal?: AbortSignal): Promise<Answer | undefined> => {
    const asked = URL.canParse(wanted.url) ? new URL(wanted.url) : undefined
    if (asked?.hostname !== home && asked?.origin !== own.origin) return undefined
    const url = `${own.origin}${asked.pathname}${asked.search}`
    const came = await door.ask({ ...wanted, url }, signal)
    return asked.hostname === home ? { ...came, url: wanted.url } : came
  }
}

/**
 * Asks invented towns here and everybody else outside. `loopback` may ask this machine, and is asked for nothing but
 * the city's own address.
 */
export function inventedOutside(
  world: World,
  place: Place,
  way: { readonly outside: Harvester; readonly loopback: Harvester },
): Harvester {
  const ask = ownWay(world.home, { url: place.url, loopback: way.loopback })
  return {
    texts: (it, signal) =>
      invented(it.domain)
        ? Promise.resolve(texts(place.data, it.name))
        : way.outside.texts(it, signal),
    origin: (domain) => way.outside.origin(domain),
    city(domains): CityDoor {
      const door = way.outside.city(domains)
      return {
        declare: (more) => door.declare(more),
        async ask(wanted, signal) {
          const own = await ask(wanted, signal)
          if (own) return own
          const there = URL.canParse(wanted.url) && invented(new URL(wanted.url).hostname)
          return there ? answer(world, wanted.url) : door.ask(wanted, signal)
        },
      }
    },
  }
}
