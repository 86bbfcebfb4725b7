/** `cityright probe`: the checks a hub makes, by anybody, of any city, with nothing but a network. */
import { randomBytes } from 'node:crypto'
import { asciiDomain } from '#core/discovery'
import { dnsResolve, openHarvester } from '#core/harvest'
import { type Say, speakers } from '#core/text'
import evidence, { CHECKER, examine, type Examined, type Finding, items } from '#hub/evidence'
import { Command, InvalidArgumentError } from 'commander'

interface Options {
  json?: boolean
  item?: string
  seed?: string
  language: string
  dns?: string
  allowLoopback?: boolean
}

/** A domain, or the domain of an address; a name of this machine with its port is asked only in trials. */
function domainOf(given: string): string {
  const host = URL.canParse(given) && given.includes('://') ? new URL(given).host : given
  const local = /^(?:[a-z0-9.-]+\.)?localhost:\d+$/.test(host)
  const domain = local ? host : asciiDomain(host)
  if (domain === undefined)
    throw new InvalidArgumentError(`${given} is neither a domain nor an address.`)
  return domain
}

function itemOf(given: string): string {
  const item = items.find((one) => one === given.toUpperCase())
  if (!item) throw new InvalidArgumentError(`Items are ${items[0]} to ${items.at(-1)}.`)
  return item
}

function languageOf(given: string): string {
  if (!Object.hasOwn(evidence.texts, given)) throw new InvalidArgumentError('No such language.')
  return given
}

/** Lines of an item: what was found, how far that reaches, why not more, and what it does not prove. */
function linesOf(finding: Finding, say: Say): string[] {
  const { item, value, level, reasons, counted, source, sha256 } = finding
  const facts = Object.entries(counted)
    .filter(([, fact]) => fact !== '' && fact !== false)
    .map(([name, fact]) => `${say(`evidence.fact.${name}`)}: ${fact}`)
  return [
    `${item}  ${say(`evidence.value.${value}`).padEnd(14)}  ${level}  ${say(`evidence.item.${item}`)}`,
    ...reasons.map((reason) => `       - ${say(`evidence.reason.${reason}`)}`),
    ...(facts.length > 0 ? [`       ${facts.join(', ')}`] : []),
    ...(source ? [`       ${source}`] : []),
    ...(sha256 ? [`       sha256 ${sha256}`] : []),
    `       (${say(`evidence.not.${item}`)})`,
  ]
}

function table(found: Shown, say: Say): string {
  const { examined, findings, seed } = found
  const { discovery } = examined.harvested
  const head = discovery
    ? [
        `${examined.harvested.domain}: ${say(`evidence.signed.${discovery.signedness}`)}`,
        `sha256 ${discovery.sha256}`,
        `seed ${seed}, ${CHECKER}`,
        '',
      ]
    : []
  return [...head, ...findings.flatMap((one) => linesOf(one, say))].join('\n')
}

interface Shown {
  readonly examined: Examined
  readonly findings: readonly Finding[]
  readonly seed: string
}

function facts({ examined, findings, seed }: Shown) {
  const { harvested, failure } = examined
  const sources = harvested.sources.map(
    ({ rel, href, status, failure: why, sha256, bytes, form }) => {
      return { rel, href, status, failure: why, sha256, bytes, form }
    },
  )
  const { domain, now: at, discovery } = harvested
  return { domain, at, checker: CHECKER, seed, failure, discovery, sources, findings }
}

async function run(domain: string, options: Options): Promise<void> {
  const harvest = openHarvester({
    resolve: dnsResolve(options.dns?.split(',')),
    agent: 'Cityright-probe/1 (+https://cityright.example/probe)',
    allowLoopback: options.allowLoopback ?? false,
  })
  const seed = options.seed ?? randomBytes(16).toString('hex')
  const examined = await examine({ harvest, domain, seed, now: new Date().toISOString() })
  const { item } = options
  const findings = examined.findings.filter((one) => item === undefined || one.item === item)
  const say = speakers([evidence.texts], Object.keys(evidence.texts), 'UTC')(options.language)
  const shown = { examined, findings, seed }
  process.stdout.write(`${options.json ? JSON.stringify(facts(shown)) : table(shown, say)}\n`)
  if (examined.failure !== null) {
    const [, status] = /^status-(\d+)$/.exec(examined.failure) ?? []
    const key = status === undefined ? examined.failure : 'status'
    const why = say(`evidence.failure.${key}`, { status: status ?? '' })
    throw new Error(`${domain} has no discovery document that can be used: ${why}.`)
  }
  const failed = findings.filter(({ value }) => value === 'fail').map((one) => one.item)
  if (failed.length > 0) throw new Error(`Not passed: ${failed.join(', ')}.`)
}

/** `cityright probe DOMAIN|URL`: asks a city as a hub does; 1 when there is no document or an item fails. */
export function probeCommand(): Command {
  return new Command('probe')
    .description('asks a city for evidence of its promises, as every hub does')
    .argument('<city>', 'its official domain, or an address on it', domainOf)
    .option('--item <item>', 'only this item, such as S75', itemOf)
    .option('--seed <text>', 'draw the samples with this seed, to repeat what a hub found')
    .option('--language <code>', 'language of the table', languageOf, 'en')
    .option('--dns <servers>', 'name servers, separated by commas')
    .option('--allow-loopback', 'also http and this machine: for trials only')
    .option('--json', 'answer for machines')
    .action((domain: string, options: Options) => run(domain, options))
}
