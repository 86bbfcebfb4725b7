/** A page of HTML: what a program can see of it. It proves that it is there (E2), and little more. */
import type { Reading } from '../model.ts'
import { type Tag, tagsOf } from './tags.ts'
import { day, latest } from './text.ts'

const LOADED: Readonly<Record<string, string>> = {
  script: 'src',
  img: 'src',
  iframe: 'src',
  link: 'href',
  source: 'src',
  video: 'src',
  audio: 'src',
  embed: 'src',
  object: 'data',
}
/** Links that a browser follows by itself when it draws the page. */
const FETCHED =
  /\b(?:stylesheet|icon|preload|preconnect|prefetch|modulepreload|manifest|dns-prefetch)\b/

const of = (tag: Tag, name: string) => tag.attributes.get(name) ?? ''

function loads(tag: Tag): string | undefined {
  const name = LOADED[tag.name]
  if (name === undefined) return undefined
  if (tag.name === 'link' && !FETCHED.test(of(tag, 'rel'))) return undefined
  return of(tag, name) || undefined
}

/** Hosts a browser would ask for this page that are not of these domains. */
export function foreignHosts(
  tags: readonly Tag[],
  base: string,
  domains: readonly string[],
): string[] {
  const hosts = tags
    .map(loads)
    .filter((one) => one !== undefined && URL.canParse(one, base))
    .map((one) => new URL(one ?? '', base))
    .filter(({ protocol }) => /^https?:$/.test(protocol))
    .map(({ hostname }) => hostname)
  const own = (host: string) => domains.some((one) => host === one || host.endsWith(`.${one}`))
  return [...new Set(hosts)].filter((host) => !own(host)).toSorted()
}

/** Barriers a program can see: language, title, pictures and fields without a name (WCAG 2.2 A). */
function barriersOf(tags: readonly Tag[]): number {
  const labelled = new Set(tags.filter(({ name }) => name === 'label').map((one) => of(one, 'for')))
  const html = tags.find(({ name }) => name === 'html')
  const pictures = tags.filter((one) => one.name === 'img' && !one.attributes.has('alt'))
  const silent = (one: Tag) =>
    ['input', 'select', 'textarea'].includes(one.name) &&
    !/^(?:hidden|submit|button|image|reset)$/.test(of(one, 'type')) &&
    !['aria-label', 'aria-labelledby', 'title'].some((name) => of(one, name) !== '') &&
    !(of(one, 'id') !== '' && labelled.has(of(one, 'id')))
  const frames = tags.filter((one) => one.name === 'iframe' && of(one, 'title') === '')
  const missing = [html && of(html, 'lang'), tags.some(({ name }) => name === 'title')]
  return (
    missing.filter((one) => !one).length +
    pictures.length +
    tags.filter(silent).length +
    frames.length
  )
}

/** LIX: words a sentence, and the share of words over six letters. Under 40 is easy, over 60 hard. */
function readingLevel(text: string): number {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  const sentences = text.match(/[.!?:؟。](?=\s|$)/gu) ?? []
  if (words.length === 0) return 0
  const long = words.filter((word) => word.length > 6).length
  return Math.round(words.length / Math.max(1, sentences.length) + (100 * long) / words.length)
}

function daysOf(tags: readonly Tag[], text: string): string {
  const stated = tags.flatMap((one) => {
    if (one.name === 'time') return of(one, 'datetime')
    const named = of(one, 'property') || of(one, 'name') || of(one, 'itemprop')
    return /modified|published|\bdate\b|dateModified/i.test(named) ? of(one, 'content') : []
  })
  const written = text.match(/\b20\d\d-[01]\d-[0-3]\d\b/g) ?? []
  return latest([...stated, ...written].map(day))
}

function linksOf(tags: readonly Tag[], base: string, domains: readonly string[]): string[] {
  const urls = tags
    .filter(({ name }) => name === 'a')
    .map((one) => of(one, 'href'))
    .filter((href) => href !== '' && URL.canParse(href, base))
    .map((href) => new URL(href, base))
    .filter(({ protocol, hostname }) => {
      const own = domains.some((one) => hostname === one || hostname.endsWith(`.${one}`))
      return /^https?:$/.test(protocol) && own
    })
  return [...new Set(urls.map(({ origin, pathname, search }) => origin + pathname + search))]
}

/** What a page of HTML shows to a program that knows whose it is. */
export function readPage(
  html: string,
  { url, domains }: { readonly url: string; readonly domains: readonly string[] },
): Reading | undefined {
  const { tags, text } = tagsOf(html)
  if (!tags.some(({ name }) => ['html', 'head', 'body', 'title', 'p', 'div'].includes(name))) {
    return undefined
  }
  const foreign = foreignHosts(tags, url, domains)
  const languages = new Set(
    tags.filter((one) => of(one, 'hreflang') !== '').map((one) => of(one, 'hreflang')),
  )
  const own = of(
    tags.find(({ name }) => name === 'html') ?? { name: '', attributes: new Map() },
    'lang',
  )
  const facts = {
    words: (text.match(/[\p{L}\p{N}]+/gu) ?? []).length,
    language: own.slice(0, 35),
    languages: new Set([...languages, own].filter((one) => one !== '' && one !== 'x-default')).size,
    dated: daysOf(tags, text),
    lix: readingLevel(text),
    foreign: foreign.length,
    hosts: foreign.slice(0, 20).join(' '),
    barriers: barriersOf(tags),
  }
  return { form: 'page', facts, urls: linksOf(tags, url, domains).slice(0, 500) }
}
