/** One post to a list of ten thousand, as a section of docs/benchmarks.md. */
import type { Delivered } from '#test/list-receivers'

/** On both kinds of database. */
export interface ListFigures {
  readonly postgres: Delivered
  readonly embedded: Delivered
}

const count = (n: number) => n.toLocaleString('en')
const verdict = (reached: boolean) => (reached ? 'reached' : '**missed**')
const RATE = 200

function rateLine(name: string, { receivers, rates }: Delivered): string {
  const reached = receivers >= 10_000 && Math.min(...rates) >= RATE
  return `| ≥ ${RATE} messages/s, ${name} | ${rates[0]}/s before the kill, ${rates[1]}/s after it | ${verdict(reached)} |`
}

function killLine(name: string, { receivers, before, twice, letters, states }: Delivered): string {
  const said = `killed after ${count(before)}; ${count(letters)} of ${count(receivers)} arrived, ${twice} twice, ${states['unsure'] ?? 0} unsure`
  return `| nobody twice after a kill, ${name} | ${said} | ${verdict(twice === 0)} |`
}

function costLine(name: string, { costs: { city, vault, here } }: Delivered): string {
  return `On ${name} a letter took ${city} ms of computing in the city, ${vault} ms in the vault and ${here} ms in the receiving server.`
}

/** The section. */
export function listLines({ postgres, embedded }: ListFigures): string[] {
  return [
    `## One post to a list of ${count(postgres.receivers)}`,
    '',
    'The city reads each address from the vault, writes down who is next, signs (RSA, 2,048 bits) and hands over by SMTP to a server on this',
    'machine. It is killed with SIGKILL when a third arrived, and started again. Rates are from the first letter of each run to its last.',
    '',
    '| goal | measured | |',
    '|---|---|---|',
    rateLine('PostgreSQL', postgres),
    rateLine('embedded', embedded),
    killLine('PostgreSQL', postgres),
    killLine('embedded', embedded),
    '',
    costLine('PostgreSQL', postgres),
    costLine('embedded databases', embedded),
    '',
  ]
}
