/** A city that lies, as a process of its own: `honest`, `fork` on its input makes it show another past; `forged` from the start. */
import { createInterface } from 'node:readline'
import { Town, townEntry } from './town.ts'

const [name = 'liar', port = '0', how = 'honest'] = process.argv.slice(2)
const town = (await new Town(name).open(Number(port))).records(40).declares(how === 'forged')
process.stdout.write(`${name} is open at ${town.url}\n`)
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'fork') town.forks(50, (n) => townEntry(n + 1_000_000))
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0))
