/** One practice in the booklet: its own words in their own language, labels in the edition's. */
import { languageName } from '#core/text'
import { titleOf } from '#hub/declaration'
import { Content, standards } from '#hub/practices'
import type { Chosen } from '../model.ts'
import { address, code, type Drawing, facts, heading, paragraphs, spoken } from './drawing.ts'
import { type Child, el, type Markup } from './markup.ts'

const LICENCES = {
  'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
} as const
const SECTIONS = ['problem', 'done', 'forWhom', 'failed', 'advice', 'legal'] as const

interface One {
  readonly drawing: Drawing
  readonly chosen: Chosen
  readonly content: Content
}

function labelled({ drawing }: One, key: string, ...children: Child[]): Markup {
  return el('div', { class: 'told' }, heading(drawing, 2, {}, drawing.say(key)), ...children)
}

const told = ({ content }: One, text: string) =>
  el('div', spoken(content.language), paragraphs(text))

function results(one: One): Markup | false {
  const { drawing, content } = one
  const { say } = drawing
  if (content.results.length === 0) return false
  const head = ['number', 'what', 'on', 'source'].map((name) =>
    el('th', { scope: 'col' }, say(`practices.result.${name}`)),
  )
  const rows = content.results.map(({ number, what, on, source }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row', dir: 'ltr' }, number),
      el('td', spoken(content.language), what),
      el('td', {}, say.date(on)),
      el('td', {}, address(source)),
    ),
  )
  const table = el(
    'table',
    {},
    el('caption', {}, say('editions.book.resultsOf', { title: content.title })),
    el('thead', {}, el('tr', {}, head)),
    el('tbody', {}, rows),
  )
  return labelled(one, 'practices.results', table)
}

function quote({ content }: One): Markup | null {
  const { quote: words, quoteBy, language } = content
  if (!words) return null
  return el(
    'figure',
    { class: 'quote', ...spoken(language) },
    el('blockquote', {}, paragraphs(words)),
    quoteBy && el('figcaption', {}, quoteBy),
  )
}

function machine(one: One): Markup | null {
  const { drawing, content } = one
  const { ai } = content
  if (ai === null) return null
  const { say } = drawing
  return labelled(
    one,
    'practices.machine',
    ai.register && el('p', {}, say('practices.register'), ' ', address(ai.register)),
    facts(
      standards.map(
        (name) => [say(`practices.standard.${name}`), told(one, ai.standards[name] ?? '')] as const,
      ),
    ),
  )
}

function media(one: One): Markup | false {
  const { content, drawing } = one
  if (content.media.length === 0) return false
  const items = content.media.map(({ url, transcript }) =>
    el(
      'li',
      {},
      address(url),
      ' · ',
      drawing.say('practices.transcript'),
      ' ',
      address(transcript),
    ),
  )
  return labelled(one, 'practices.media', el('ul', {}, items))
}

function about({ drawing, chosen, content }: One): Markup {
  const { say, book } = drawing
  const known = new Map(book.principles.map((it) => [it.id, titleOf(say, it)]))
  const { from, until, staff, software, datasets, contact, licence, goals, language } = content
  const when = [from, until].flatMap((one) => one ?? []).join(' – ')
  const reused = chosen.adopted.map(({ name, since }) =>
    say('editions.book.reusedSince', { name, since: say.date(since) }),
  )
  return facts([
    [say('practices.filter.stage'), say(`practices.stage.${content.stage}`)],
    [say('practices.principles'), content.principles.map((id) => known.get(id) ?? id).join(', ')],
    when !== '' && [say('practices.from'), el('bdi', {}, when)],
    [say('practices.filter.cost'), say(`practices.cost.${content.cost}`)],
    staff !== null && [say('practices.staff'), el('bdi', {}, staff)],
    goals.length > 0 && [
      say('practices.goals'),
      goals.map((goal) => `${goal} ${say(`practices.goal.${goal}`)}`).join(', '),
    ],
    software !== null && [say('practices.software'), address(software)],
    datasets !== null && [say('practices.datasets'), address(datasets)],
    reused.length > 0 && [say('practices.adoptions'), reused.join('; ')],
    [say('editions.book.language'), el('span', { lang: language }, languageName(language))],
    [say('practices.contact'), el('a', { href: `mailto:${contact}`, dir: 'ltr' }, contact)],
    [say('practices.licence'), el('a', { href: LICENCES[licence] }, licence)],
    [say('editions.book.permanent'), address(chosen.url)],
    ['SHA-256', code(chosen.sha256)],
  ])
}

/** One practice, on a page of its own when it is printed. */
export function practice(drawing: Drawing, chosen: Chosen): Markup {
  const content = Content.parse(chosen.content)
  const one = { drawing, chosen, content }
  const id = `practice-${chosen.number}`
  return el(
    'article',
    { class: 'practice', id, 'aria-labelledby': `${id}-title` },
    el('p', { class: 'eyebrow' }, chosen.city.name),
    heading(drawing, 1, { id: `${id}-title`, ...spoken(content.language) }, content.title),
    el('div', { class: 'lead', ...spoken(content.language) }, paragraphs(content.summary)),
    SECTIONS.filter((name) => content[name]).map((name) =>
      labelled(one, `practices.${name}`, told(one, content[name] ?? '')),
    ),
    results(one),
    quote(one),
    machine(one),
    media(one),
    el(
      'div',
      { class: 'about' },
      heading(drawing, 2, {}, drawing.say('practices.facts')),
      about(one),
    ),
  )
}

/** What the table of contents calls it, and its title alone. */
export function entryOf({ number, content, city }: Chosen) {
  const { title, language } = Content.pick({ title: true, language: true }).parse(content)
  return { id: `practice-${number}`, title: `${city.name}: ${title}`, name: title, lang: language }
}
