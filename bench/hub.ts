/** The hub with as many cities as the largest network of cities has: its map, its search, its import. */
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { command, type Environment, root, startCity } from './programs.ts'

/** Signatories of the Covenant of Mayors, as published in 2021. */
const CITIES = 11_973

interface Times {
  readonly p50: number
  readonly p95: number
}

export interface Hub {
  /** The published list, or invented cities where it is not on this machine. */
  readonly real: boolean
  readonly cities: number
  readonly map: Times & { readonly circles: number; readonly page: number; readonly svg: number }
  readonly closer: Times & { readonly circles: number; readonly svg: number }
  /** The same map when nothing was kept from before. */
  readonly anew: Times
  readonly search: Times
  readonly import: { readonly seconds: number; readonly peak: number }
}

const head =
  'organisation_id,organisation_name,country_code,population_adhesion,organisation_latitude,organisation_longitude,signatory_status,date_of_adhesion,group_profile'

/** Invented cities, most of them around the Mediterranean, as in the real list. */
function invented(file: string): void {
  const countries = ['it', 'it', 'it', 'it', 'es', 'es', 'be', 'hu', 'ua', 'fr', 'br', 'us']
  const lines = Array.from({ length: CITIES }, (_, n) => {
    const [lat, lon] = [36 + ((n * 7919) % 1200) / 100, -8 + ((n * 104_729) % 3800) / 100]
    const state = n % 5 === 0 ? 'on_hold' : 'published'
    return `${n},Town ${n},${countries[n % 12]},${1000 + n},${lat},${lon},${state},2012-01-${10 + (n % 20)},0`
  })
  writeFileSync(file, `${[head, ...lines].join('\n')}\n`)
}

/** The published list where it is, else an invented one of the same size. */
function listOf(folder: string): { file: string; real: boolean } {
  const lists = resolve(root, process.env['CITYRIGHT_DATA'] ?? '../shared/data', 'coalition')
  const real = join(lists, 'covenant_signatories_no_names.csv')
  if (existsSync(real)) return { file: real, real: true }
  const file = join(folder, 'cities.csv')
  invented(file)
  return { file, real: false }
}

const round = (value: number) => Math.round(value * 10) / 10

function timesOf(all: readonly number[]): Times {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  return { p50: at(0.5), p95: at(0.95) }
}

/** Asks one after the other, as one visitor does; the first few are not counted. */
async function asked(url: string, paths: readonly string[]): Promise<Times> {
  const times: number[] = []
  for (const [at, path] of [...Array.from({ length: 10 }, () => '/partners'), ...paths].entries()) {
    const began = performance.now()
    const answer = await fetch(`${url}${path}`)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`)
    if (at >= 10) times.push(performance.now() - began)
  }
  return timesOf(times)
}

/** The picture in a page, and how large it is as it travels. */
async function picture(url: string, path: string) {
  const html = await (await fetch(`${url}${path}`)).text()
  const svg = /<svg viewBox[^]*?role="group"[^]*?<\/svg>/.exec(html)?.[0] ?? ''
  const circles = svg.match(/<circle/g)?.length ?? 0
  return {
    circles,
    svg: round(gzipSync(svg).length / 1000),
    page: round(gzipSync(html).length / 1000),
  }
}

/** Two hundred different beginnings of words, so that no answer was kept from before. */
function beginnings(): string[] {
  const [heads, tails] = [
    'bcdfglmprstv',
    [
      'a',
      'e',
      'i',
      'o',
      'u',
      'al',
      'an',
      'ar',
      'en',
      'er',
      'in',
      'on',
      'or',
      'ra',
      'ro',
      'ta',
      'É',
    ],
  ]
  return heads
    .split('')
    .flatMap((head) => tails.map((tail) => `${head}${tail}`))
    .slice(0, 200)
}

/** Imports the list and looks at it. */
export async function measureHub(env: Environment, folder: string): Promise<Hub> {
  const { file, real } = listOf(folder)
  const args = ['import', 'cities', file, '--preset', 'covenant', '--json']
  const done = await command(args, env)
  const { imported } = JSON.parse(done.text) as { imported: number }
  const city = await startCity(env, ['--no-sample'])
  try {
    const times = (path: string) =>
      asked(
        city.url,
        Array.from({ length: 60 }, () => path),
      )
    const searches = beginnings().map((word) => `/cities?words=${encodeURIComponent(word)}`)
    /** Each asks for another square of the map, so that everything is counted and gathered again. */
    const anew = Array.from({ length: 60 }, (_, at) => `/cities?square=world.${at}.${at}`)
    const { page: _, ...closer } = await picture(city.url, '/cities?area=europe')
    return {
      real,
      cities: imported,
      map: { ...(await times('/cities')), ...(await picture(city.url, '/cities')) },
      closer: { ...(await times('/cities?area=europe')), ...closer },
      anew: await asked(city.url, anew),
      search: await asked(city.url, searches),
      import: { seconds: Math.round(done.seconds), peak: done.peak },
    }
  } finally {
    await city.stop()
  }
}
