/** `cityright open311-check`: walks any city's Open311 endpoint as the public validator does. */
import { checkEndpoint, type Checked, type Get } from '#services/open311'
import { Command, InvalidArgumentError } from 'commander'

const SECONDS = 30
const LARGEST = 16 * 1024 * 1024

function addressOf(given: string): string {
  const url = URL.parse(given)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new InvalidArgumentError(`${given} is no web address.`)
  return /\/discovery\.(?:xml|json)$/.test(url.pathname)
    ? url.href
    : new URL('/open311/discovery.xml', url).href
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > LARGEST) throw new Error('the answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

const get: Get = async (url, form) => {
  try {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(SECONDS * 1000),
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    const type = answer.headers.get('content-type') ?? ''
    return { status: answer.status, type, text: await textOf(answer) }
  } catch {
    return null
  }
}

const linesOf = ({ what, wrong }: Checked) => [
  `${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${what}`,
  ...wrong.map((one) => `       - ${one}`),
]

async function run(address: string, { json }: { json?: boolean }): Promise<void> {
  const found = await checkEndpoint(address, get, new Date().toISOString())
  const text = json ? JSON.stringify(found) : found.flatMap(linesOf).join('\n')
  process.stdout.write(`${text}\n`)
  const failed = found.filter(({ wrong }) => wrong.length > 0).length
  if (failed > 0) throw new Error(`${failed} of ${found.length} checks failed.`)
}

/** `cityright open311-check URL`: 1 when anything is not as GeoReport v2 says. */
export function open311CheckCommand(): Command {
  return new Command('open311-check')
    .description('walks an Open311 endpoint (GeoReport v2) as the public validator does')
    .argument('<url>', 'a city, or its discovery.xml', addressOf)
    .option('--json', 'answer for machines')
    .action(run)
}
