/** A city without this software, as a process of its own: a web server that knows nothing but the files of a folder. */
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'

const [folder = '.', port = '0'] = process.argv.slice(2)

const server = createServer((request, response) => {
  const path = normalize(decodeURI((request.url ?? '/').replace(/\?.*$/, '')))
  readFile(join(folder, path)).then(
    (bytes) => response.writeHead(200, { 'content-type': 'application/json' }).end(bytes),
    () => response.writeHead(404).end('no such page'),
  )
})
server.listen(Number(port), '127.0.0.1', () => {
  const { port: open } = server.address() as AddressInfo
  process.stdout.write(`${folder} is open at http://localhost:${open}\n`)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0))
