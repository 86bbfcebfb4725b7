/** The harvest of a thousand cities, in a process of its own, and its figures in words. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './programs.ts'

/** What a harvest took. */
export interface Harvest {
  readonly cities: number
  readonly seconds: number
  readonly requests: number
  /** Resident memory before and at most, in MB; the server of all cities is in it. */
  readonly before: number
  readonly peak: number
}

/** Asks so many cities as the hub does. */
export function measureHarvest(cities: number, tell: (line: string) => void): Harvest {
  tell(`the harvest of ${cities} cities …`)
  const hook = join(root, 'scripts/hook.mjs')
  const args = ['--import', hook, join(root, 'bench/harvest.ts'), String(cities)]
  const ran = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(ran.stderr)
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as Harvest
}

/** The figures as lines of a page. */
export function harvestLines({ cities, seconds, requests, before, peak }: Harvest): string[] {
  const verdict = cities >= 1000 && seconds <= 600 ? 'reached' : '**missed**'
  return [
    '## Asking a thousand cities',
    '',
    'One server on this machine answers for all of them, each answer 20 ms late; two requests at once per city; into the database.',
    '',
    '| goal | measured | |',
    '|---|---|---|',
    `| 1,000 cities ≤ 10 minutes | ${cities} cities, ${requests} requests, ${seconds} s | ${verdict} |`,
    `| bounded memory | ${before} MB before, at most ${peak} MB with the server of all cities | |`,
    '',
  ]
}
