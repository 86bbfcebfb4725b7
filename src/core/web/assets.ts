import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { WebSettings } from './city.ts'

/** Hashed addresses of what pages load: by logical name, and the city's own theme. */
export interface Assets {
  address(name: string): string
  /** What stands in an asset, for a page that carries it inside. */
  text(name: string): string
  readonly theme: string
}

function manifestOf(folder: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>
  } catch {
    throw new Error(
      `The pages' styles and scripts are not built in ${folder}: run npm run build or npm start`,
    )
  }
}

/** Serves built assets for ever under their hashed names, and the theme of the city. */
export async function serveAssets(app: FastifyInstance, settings: WebSettings): Promise<Assets> {
  const manifest = manifestOf(settings.assets)
  const theme = readFileSync(settings.theme, 'utf8')
  const hash = createHash('sha256').update(theme).digest('hex').slice(0, 10)
  await app.register(fastifyStatic, {
    root: settings.assets,
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
    // A worker keeps pages outside its own folder; which ones, its page says (Service Workers 1, section 3.4.1).
    setHeaders(reply, path) {
      if (/-worker-alone-[^/]+\.js$/.test(path)) reply.header('service-worker-allowed', '/')
    },
  })
  app.get(`/theme/${hash}.css`, (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(theme),
  )
  const address = (name: string) => {
    const found = manifest[name]
    if (!found) throw new Error(`there is no asset ${name}`)
    return found
  }
  return {
    theme: `/theme/${hash}.css`,
    address,
    text: (name) => readFileSync(join(settings.assets, basename(address(name))), 'utf8'),
  }
}
