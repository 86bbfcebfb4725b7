/** A page as one file to keep: script, styles and words inside, and a policy that lets nothing else in. */
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { contentDisposition } from '#core/files'
import { type Alone, type Here, HereContext, type Page } from '#core/pages'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import type { Shell, Visit } from './here.ts'
import { visitOf } from './visit.ts'

interface Kept {
  readonly html: string
  readonly sha256: string
}

type AnyPage = Page<any, any, any>

const made = new WeakMap<Shell, Map<string, Kept>>()

const sha256 = (text: string, as: 'hex' | 'base64') => createHash('sha256').update(text).digest(as)
const inside = (text: string) => ({ dangerouslySetInnerHTML: { __html: text } })

/** Only these bytes run and only these styles hold; the script may ask others, since that is what it is for. */
function policyOf(script: string, style: string): string {
  return [
    `default-src 'none'`,
    `script-src 'sha256-${sha256(script, 'base64')}'`,
    `style-src 'sha256-${sha256(style, 'base64')}'`,
    'connect-src https: http:',
    'worker-src blob:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
}

/** No city stands in it: two cities with the same release give out the same bytes. */
function hereOf(shell: Shell, language: string): Here {
  const say = shell.city.say(language)
  return {
    say,
    language,
    dir: say.dir,
    languages: [language],
    by: null,
    path: '',
    csrf: '',
    key: '',
    now: '',
    city: { name: '', theme: '' },
    services: [],
    problem: null,
    assets: (name) => name,
    sampleCity: false,
    vaultDown: false,
    requestId: '',
  }
}

function write(shell: Shell, title: string, alone: Alone, language: string): Kept {
  const here = hereOf(shell, language)
  const [script, style] = [shell.assets.text(alone.script), shell.assets.text(alone.styles)]
  const head = h('head', {}, [
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: policyOf(script, style) }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('title', {}, here.say(title)),
    h('style', inside(style)),
  ])
  const view = h(HereContext.Provider, { value: here }, alone.view(shell.city.declared, here))
  const body = h('body', { class: 'cr-body' }, [view, h('script', inside(script))])
  const html = `<!doctype html>${render(h('html', { lang: language, dir: here.dir }, [head, body]))}\n`
  return { html, sha256: sha256(html, 'hex') }
}

function keptOf(shell: Shell, page: AnyPage, language: string): Kept | undefined {
  if (!page.alone) return undefined
  const all = made.get(shell) ?? new Map<string, Kept>()
  made.set(shell, all)
  const name = `${page.name} ${language}`
  const kept = all.get(name) ?? write(shell, page.name, page.alone, language)
  all.set(name, kept)
  return kept
}

/** Where the page can be had as a file, and how to know that it is the right one. */
export function fileOf(shell: Shell, page: AnyPage, { asking }: Visit): Pick<Here, 'file'> {
  const kept = keptOf(shell, page, asking.language)
  const href = `${page.path}.html?language=${asking.language}`
  return kept ? { file: { href, sha256: kept.sha256 } } : {}
}

/** Gives the page out as a file. It is the same for everybody who reads this language. */
export function routeAlone(app: FastifyInstance, shell: Shell, page: AnyPage): void {
  app.get(`${page.path}.html`, { config: { route: page.name } }, async (request, reply) => {
    const { language } = (await visitOf(shell, request, reply)).asking
    const kept = keptOf(shell, page, language)
    return reply
      .header('content-disposition', contentDisposition(page.alone?.name ?? '', 'attachment'))
      .header('cache-control', 'public, max-age=0, must-revalidate')
      .header('vary', 'cookie, accept-language')
      .type('text/html; charset=utf-8')
      .send(kept?.html)
  })
}
