import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, extname } from 'node:path'
import { drawExamples, examples } from './examples.tsx'

const root = new URL('../../', import.meta.url)
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}
const PHOTO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="320" height="240" ' +
  'fill="#27434a"/><path d="M0 200h60v-30h60v-30h60v-30h60V80h80v160H0Z" fill="#0d2a31"/>' +
  '<circle cx="250" cy="40" r="14" fill="#f3c679"/></svg>'
const POINTS = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { count: 7 },
      geometry: { type: 'Point', coordinates: [12.44, 36.93] },
    },
  ],
})

/** Where the examples can be looked at. */
export interface Gallery {
  readonly url: string
  close(): void
}

function manifest(): Readonly<Record<string, string>> {
  const file = new URL('dist/assets/manifest.json', root)
  if (!existsSync(file))
    throw new Error('styles and islands are not built: scripts/build.mjs --assets')
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
}

/** `/en?show=table&show=cards`: a page with these examples. */
function page(url: URL, assets: Readonly<Record<string, string>>): string {
  const language = url.pathname.slice(1) || 'en'
  const names = url.searchParams.getAll('show').filter((name) => name in examples)
  if (names.length === 0) {
    const links = Object.keys(examples).map(
      (name) => `<li><a href="/${language}?show=${encodeURIComponent(name)}">${name}</a>`,
    )
    return `<!doctype html><html lang="en"><title>Gallery</title><h1>Gallery</h1><ul>${links.join('')}</ul>`
  }
  return drawExamples(names, language, { assets: (name) => assets[name] ?? '' })
}

function file(path: string): [string, Buffer | string] | undefined {
  if (path === '/theme/example.css') {
    return ['text/css', readFileSync(new URL('cities/luzarra/theme.css', root))]
  }
  if (path === '/photo.svg') return ['image/svg+xml', PHOTO]
  if (path === '/points') return ['application/geo+json', POINTS]
  if (!path.startsWith('/assets/')) return undefined
  const built = new URL(`dist/assets/${basename(path)}`, root)
  if (!existsSync(built)) return undefined
  return [TYPES[extname(path)] ?? 'application/octet-stream', readFileSync(built)]
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://gallery')
  // The same policy as the city's own pages.
  response.setHeader(
    'content-security-policy',
    "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; img-src 'self' data: blob:",
  )
  const found = file(url.pathname)
  const [type, body] = found ?? ['text/html; charset=utf-8', '']
  response.setHeader('content-type', type)
  if (found) response.end(body)
  else if (/^\/(?:en|es|ar)?$/.test(url.pathname)) response.end(page(url, manifest()))
  else response.writeHead(404).end()
}

/** Shows every example in a browser, under the same security policy as the city's pages. */
export async function openGallery(port = 0): Promise<Gallery> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${taken}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
