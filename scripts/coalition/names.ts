/**
 * The DNS of a trial coalition as a process of its own: two name servers on the loopback. A line `NAME TEXT` on its
 * input is what a city's own people write into their zone; it is kept in a file, so that it stands after a new start.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { openNameServer } from '#test/dns-server'

const [file = 'names.json'] = process.argv.slice(2)
const Known = z.record(z.string(), z.string())
const known = existsSync(file) ? Known.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}

const zones = new Map(Object.entries(known).map(([name, text]) => [name, { txt: [text] }]))
const servers = await Promise.all([openNameServer(zones), openNameServer(zones)])

createInterface({ input: process.stdin }).on('line', (line) => {
  const [name = '', ...rest] = line.split(' ')
  known[name] = rest.join(' ')
  zones.set(name, { txt: [known[name]] })
  writeFileSync(file, JSON.stringify(known))
})
process.stdout.write(`DNS is open at http://${servers.map(({ address }) => address).join(',')}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0))
