/** A system that is no Cityright: it takes files, gives tokens, and takes its time. */
import { cpSync, writeFileSync } from 'node:fs'
import { createServer as openHttp, type Server } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { TestCity } from './city.ts'

/** What it was asked, and whether somebody there got to it by now. */
export interface SlowTown {
  readonly server: Server
  readonly port: number
  readonly asked: { readonly path: string; readonly type: string; readonly body: string }[]
  ready: boolean
}

const xml = (inner: string) => `<?xml version="1.0"?><service_requests>${inner}</service_requests>`

/** Opens it: a token at once, its number only when it is ready. */
export function openSlowTown(): Promise<SlowTown> {
  const asked: SlowTown['asked'] = []
  const server = openHttp((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = String(request.url)
      const type = request.headers['content-type'] ?? ''
      asked.push({ path, type, body: Buffer.concat(parts).toString('latin1') })
      const id = town.ready ? 'S-9' : ''
      const known = `<request><service_request_id>${id}</service_request_id><token>T-7</token></request>`
      const given = request.method === 'POST' ? '<request><token>T-7</token></request>' : ''
      response.setHeader('content-type', 'text/xml; charset=utf-8')
      response.end(xml(path.includes('/tokens/') ? known : given))
    })
  })
  const town = { server, port: 0, asked, ready: false }
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const found = server.address()
      town.port = typeof found === 'object' && found ? found.port : 0
      done(town)
    })
  })
}

/** The folder of Luzarra, connected with the other city. */
export function connectedFolder(
  folder: string,
  { endpoint, slow }: { readonly endpoint: string; readonly slow: SlowTown },
): { readonly at: string; readonly keyFile: string } {
  const at = join(folder, 'luzarra')
  const luzarraFolder = fileURLToPath(new URL('../cities/luzarra', import.meta.url))
  cpSync(luzarraFolder, at, { recursive: true, filter: (file) => !file.endsWith('/sample') })
  const keyFile = join(folder, 'valdora.key')
  writeFileSync(keyFile, 'not yet')
  const valdoras = {
    code: 'valdora',
    name: 'Valdora',
    endpoint,
    keyFile,
    categories: { 'lamp-out': 'lamp-out' },
    since: '2026-03-02',
  }
  const slowtown = {
    code: 'slowtown',
    name: 'Slowtown',
    endpoint: `http://localhost:${slow.port}/api/`,
    keyFile: join(folder, 'slowtown.key'),
    categories: { 'park-bench': 'B-1' },
    since: '2026-03-02',
    quirks: { media: 'files' },
  }
  writeFileSync(join(at, 'open311.json'), JSON.stringify({ systems: [valdoras, slowtown] }))
  return { at, keyFile }
}

/** A photo on its way into a city. */
export async function photoIn({ city }: TestCity): Promise<string> {
  const background = { r: 90, g: 120, b: 40 }
  const picture = sharp({ create: { width: 300, height: 200, channels: 3, background } }).jpeg()
  const upload = await city.files.take(Readable.from([await picture.toBuffer()]), {
    ...{ name: 'lamp.jpg', maxBytes: 1_000_000, kinds: ['photo'] },
    now: city.clock(),
  })
  return upload.id
}
