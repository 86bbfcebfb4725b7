/** What RFC 4287 asks of a document of news, checked as a foreign program reads it: from its text alone. */
import assert from 'node:assert/strict'

const ATOM = 'http://www.w3.org/2005/Atom'
const ENTITIES = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/

interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  text: string
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/([\w:.-]+)="([^"<]*)"/g)]
  const names = found.map(([, name = '']) => name)
  assert.equal(new Set(names).size, names.length, `an attribute stands twice: ${text}`)
  const left = text.replace(/[\w:.-]+="[^"<]*"/g, '').replace(/[\s/]/g, '')
  assert.equal(left, '', `this is no attribute: ${left}`)
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]))
}

/** Reads XML 1.0 as far as feeds use it; what is not well-formed fails. */
function parsed(document: string): Node {
  assert.match(document, /^<\?xml version="1\.0" encoding="utf-8"\?>\s*</)
  assert.doesNotMatch(document, ENTITIES, 'a bare ampersand')
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(document, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/, 'no letter of XML')
  const body = document.replace(/^<\?xml[^?]*\?>/, '')
  const top: Node = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  for (const [, end, name = '', rest = '', empty, text] of body.matchAll(
    /<(\/?)([\w:.-]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g,
  )) {
    const parent = open.at(-1)
    assert.ok(parent, 'something stands after the end')
    if (text !== undefined) parent.text += text
    else if (end) assert.equal(open.pop()?.name, name, 'an element ends that did not begin')
    else {
      const node = { name, attributes: attributesOf(rest), children: [], text: '' }
      parent.children.push(node)
      if (!empty) open.push(node)
    }
  }
  assert.equal(open.length, 1, `${open.at(-1)?.name} does not end`)
  const [feed, ...more] = top.children
  assert.ok(feed && more.length === 0 && top.text.trim() === '', 'one element holds everything')
  return feed
}

const named = (node: Node, name: string) => node.children.filter((one) => one.name === name)
function one(node: Node, name: string): string {
  const found = named(node, name)
  assert.equal(found.length, 1, `${node.name} has ${found.length} of ${name}`)
  const text = found[0]?.text.trim() ?? ''
  assert.notEqual(text, '', `${name} says nothing`)
  return text
}

/** A moment as RFC 3339 writes it, with a capital T and Z, that exists (RFC 4287 section 3.3). */
function requireMoment(text: string) {
  assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/)
  const at = new Date(text)
  assert.ok(!Number.isNaN(at.getTime()), text)
  if (text.endsWith('Z')) assert.equal(at.toISOString().slice(0, 19), text.slice(0, 19))
}

/** An absolute IRI that is the same each time (section 4.2.6). */
const requireId = (text: string) =>
  assert.match(text, /^(?:https?:\/\/[^\s/]+\/\S*|urn:[a-z0-9][\w-]*:\S+)$/)

function requireLinks(node: Node) {
  const links = named(node, 'link').map(({ attributes }) => attributes)
  for (const { href = '', rel = 'alternate' } of links) {
    assert.ok(URL.canParse(href), `${rel} leads nowhere: ${href}`)
  }
  const kinds = links.map(({ rel = 'alternate', type, hreflang }) => `${rel} ${type} ${hreflang}`)
  const alone = kinds.filter((kind) => /^(?:alternate|self) /.test(kind))
  assert.equal(new Set(alone).size, alone.length, `two links of one kind: ${alone.join(', ')}`)
  return links
}

const KNOWN = [
  'author',
  'category',
  'content',
  'contributor',
  'generator',
  'icon',
  'id',
  'link',
  'logo',
]
const ALLOWED = new Set([
  ...KNOWN,
  'published',
  'rights',
  'source',
  'subtitle',
  'summary',
  'title',
  'updated',
  'entry',
])
const AT_MOST_ONE = [
  'content',
  'published',
  'rights',
  'summary',
  'subtitle',
  'generator',
  'icon',
  'logo',
]

function requireParts(node: Node) {
  requireId(one(node, 'id'))
  one(node, 'title')
  requireMoment(one(node, 'updated'))
  for (const at of named(node, 'published')) requireMoment(at.text)
  for (const name of AT_MOST_ONE) assert.ok(named(node, name).length <= 1, `two of ${name}`)
  for (const author of named(node, 'author')) one(author, 'name')
  for (const { attributes } of named(node, 'category')) assert.ok(attributes['term'], 'no term')
  for (const { name } of node.children) {
    assert.ok(name.includes(':') || ALLOWED.has(name), `Atom has no ${name}`)
  }
  return requireLinks(node)
}

/** The entries of a feed that is as the standard asks; how many there are is for the caller. */
export function requireAtom(document: string): readonly Node[] {
  const feed = parsed(document)
  assert.equal(feed.name, 'feed')
  assert.equal(feed.attributes['xmlns'], ATOM)
  assert.match(feed.attributes['xml:lang'] ?? '', /^[a-z]{2}/)
  const prefixes = [...document.matchAll(/<([\w-]+):[\w-]+/g)].map(([, prefix]) => prefix)
  for (const prefix of prefixes)
    assert.ok(feed.attributes[`xmlns:${prefix}`], `${prefix}: of what?`)
  requireParts(feed)
  const entries = named(feed, 'entry')
  for (const entry of entries) {
    const links = requireParts(entry)
    const reached = links.some(({ rel = 'alternate' }) => rel === 'alternate')
    assert.ok(reached || named(entry, 'content').length === 1, 'an entry leads to its page')
    assert.ok(
      [feed, entry].some((it) => named(it, 'author').length > 0),
      'nobody wrote it',
    )
  }
  const moments = entries.map((entry) => `${one(entry, 'id')} ${one(entry, 'updated')}`)
  assert.equal(new Set(moments).size, moments.length, 'an entry stands twice')
  const newest = Math.max(0, ...entries.map((entry) => Date.parse(one(entry, 'updated'))))
  assert.ok(Date.parse(one(feed, 'updated')) >= newest, 'an entry is newer than the feed says')
  return entries
}
