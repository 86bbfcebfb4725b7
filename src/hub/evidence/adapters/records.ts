/**
 * Records: the small JSON documents of docs/protocol/discovery.md for what no standard has a form for.
 * Each reader says which of the things its item asks for are there.
 */
import type { Facts, Reading } from '../model.ts'
import { day, json, latest, list, object, said, web } from './text.ts'

type Members = Readonly<Record<string, unknown>>

const share = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1
const count = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const all = (value: unknown) =>
  list(value)
    .map(object)
    .filter((one) => one !== undefined)
const decided = (value: unknown) => {
  const decision = object(value)
  return said(decision?.['body']) && day(decision['date']) !== undefined && web(decision['url'])
}
const lastOf = (records: readonly Members[], name: string) =>
  latest(records.map((one) => day(one[name])))

/** What is counted in the record of each relation. */
const COUNT: Readonly<Record<string, (root: Members) => Facts>> = {
  'technology-office': (root) => ({
    role: said(root['role']),
    mandate: web(object(root['mandate'])?.['url']),
  }),
  'equity-agenda': (root) => ({
    decided: decided(root['decision']),
    indicators: all(root['indicators']).length,
    newest: lastOf(all(root['indicators']), 'updated'),
  }),
  broadband: (root) => {
    const target = object(root['target'])
    const whole = share(target?.['share']) && count(target?.['mbps']) && said(target?.['price'])
    const measured = all(root['series']).filter((one) => share(one['share']))
    return {
      target: whole && day(target?.['date']) !== undefined,
      measured: measured.length,
      newest: lastOf(measured, 'date'),
    }
  },
  classes: (root) => {
    const held = all(root['sessions']).filter((one) => day(one['start']) !== undefined)
    const seats = held.reduce(
      (sum, one) => sum + (count(one['seats']) ? Number(one['seats']) : 0),
      0,
    )
    const days = held.flatMap((one) => day(one['start']) ?? [])
    return {
      events: held.length,
      seats,
      last: latest(days),
      days: [...new Set(days)].toSorted().join(' '),
    }
  },
  campaigns: (root) => {
    const campaigns = all(root['campaigns'])
    const whole = campaigns.filter(
      (one) =>
        day(one['start']) !== undefined &&
        day(one['end']) !== undefined &&
        list(one['channels']).some(said) &&
        list(one['languages']).some(said),
    )
    return { campaigns: campaigns.length, whole: whole.length }
  },
  legislation: (root) => {
    const laws = all(root['instruments'])
    const named = laws.filter((one) => said(one['identifier']) && day(one['inForce']) !== undefined)
    const eli = named.filter((one) => /\/eli\//.test(String(one['identifier'])))
    return { instruments: laws.length, whole: named.length, eli: eli.length }
  },
  'net-neutrality': (root) => {
    const contracts = object(root['contracts'])
    const [total, clause] = [contracts?.['total'], contracts?.['withClause']]
    const known = count(total) && count(clause) && Number(clause) <= Number(total)
    return {
      pledged: day(root['pledged']) ?? '',
      counted: known,
      contracts: known ? Number(total) : 0,
      clause: known ? Number(clause) : 0,
    }
  },
  participation: (root) => {
    const processes = all(root['processes'])
    const ended = processes.filter((one) => web(one['outcome']))
    const days = (one: Members) => [day(one['opened']), day(one['closed'])]
    return {
      processes: processes.length,
      newest: latest(processes.flatMap(days)),
      outcomes: ended.length,
      newestOutcome: latest(ended.flatMap(days)),
    }
  },
  channels: (root) => {
    const channels = all(root['channels']).filter((one) => said(one['kind']))
    const kinds = (some: readonly Members[]) => new Set(some.map((one) => one['kind'])).size
    return {
      channels: kinds(channels),
      counted: kinds(channels.filter((one) => count(one['count']))),
    }
  },
  'equity-data': (root) => ({
    method: said(root['method']),
    privacy: said(root['privacy']),
    nextWave: day(root['nextWave']) ?? '',
  }),
  accessibility: (root) => ({
    audited: day(root['audited']) ?? '',
    barriers: Array.isArray(root['barriers']) ? list(root['barriers']).length : -1,
  }),
  dependencies: (root) => ({
    dependencies: [root['components'], root['packages'], root['dependencies']]
      .map((one) => list(one).length)
      .reduce((most, one) => Math.max(most, one), 0),
  }),
  procurement: (root) => {
    const [total, clause] = [root['tenders'], root['withClause']]
    const known = count(total) && count(clause) && Number(clause) <= Number(total)
    return {
      known,
      tenders: known ? Number(total) : all(root['releases']).length,
      clause: known ? Number(clause) : 0,
    }
  },
}

function namedIn(root: Members): Reading['named'] {
  return [root['mandate'], root['decision']].map(object).flatMap((one) => {
    const [url, sha256] = [one?.['url'], one?.['sha256']]
    return web(url) ? [{ url, sha256: said(sha256) ? sha256 : undefined }] : []
  })
}

/** Reads the record of this relation; undefined when there is none, or the text is no JSON object. */
export function readRecords(rel: string, text: string): Reading | undefined {
  const counts = COUNT[rel]
  const root = object(json(text))
  if (!counts || !root) return undefined
  return { form: 'records', facts: counts(root), named: namedIn(root) ?? [] }
}
