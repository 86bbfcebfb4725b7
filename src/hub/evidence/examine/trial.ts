/** Cities on this machine: one server that answers for many names, as their own web servers would. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SCHEMA, WELL_KNOWN } from '#core/discovery'

type Body = string | Buffer
interface Sent {
  readonly body: Body
  readonly type?: string
  readonly status?: number
}
type Made = Sent | ((request: IncomingMessage, response: ServerResponse) => void)

export interface Town {
  /** `name.localhost:port`, the domain to be examined. */
  readonly domain: string
  readonly at: (path: string) => string
  /** Puts a document on its web server. */
  serves(path: string, what: Made): void
  /** Puts up a discovery document that declares these links. */
  declares(
    links: readonly { rel: string; path: string; type?: string }[],
    more?: Readonly<Record<string, unknown>>,
  ): void
}

function answer(made: Made | undefined, request: IncomingMessage, response: ServerResponse) {
  if (!made) return void response.writeHead(404).end('no such page')
  if (typeof made === 'function') return made(request, response)
  const { body, type = 'application/json', status = 200 } = made
  response.writeHead(status, { 'content-type': type }).end(request.method === 'HEAD' ? '' : body)
}

/** Opens the machine on which towns have their web servers. */
export async function openTowns() {
  const pages = new Map<string, Made>()
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    asked.push(`${request.method} ${request.headers.host}${path}`)
    answer(pages.get(`${request.headers.host}${path}`), request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const town = (name: string): Town => {
    const domain = `${name}.localhost:${port}`
    const at = (path: string) => `http://${domain}${path}`
    const serves: Town['serves'] = (path, made) => void pages.set(domain + path, made)
    return {
      domain,
      at,
      serves,
      declares(links, more = {}) {
        const document = {
          schema: SCHEMA,
          version: 1,
          city: { name: { en: name }, country: 'XX', officialDomains: [`${name}.localhost`] },
          links: links.map(({ path, ...link }) => ({ ...link, href: at(path) })),
          updated: '2026-03-01T00:00:00Z',
          ...more,
        }
        serves(WELL_KNOWN, { body: JSON.stringify(document) })
      },
    }
  }
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { town, asked, close, port }
}
