/** Everything of a person as one page that opens from a disk, without this city, script or foreign host. */
import { xml } from '#core/pages'
import type { Say } from '#core/text'
import { type Access, basisIn, reveal } from '#core/vault'
import { caseIn, caseOf } from '#services/protection'
import {
  className,
  denial,
  heldAs,
  noticeName,
  purposeTitle,
  reasonLabel,
  reasonOf,
  sentence,
  serviceName,
  valueIn,
} from '../naming.ts'
import type { Everything } from './everything.ts'
import { askedAbout, breachesIn, numbersIn } from './beside.ts'
import { day, heads, part, section } from './part.ts'

const STYLE = `body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2rem 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem; border-block-end: 1px solid #bbb; overflow-wrap: anywhere }
li { margin-block-end: 1rem }
small { display: block }`

/** One access as an item of the list. */
function item(one: Access, proved: boolean, say: Say): string {
  const about = caseOf(one, say)
  const small = [
    say('folder.why', { why: purposeTitle(one.purpose, say) }),
    about && `${say('folder.case')} ${about.text}`,
    one.reason && `${reasonLabel(one, say)}: ${reasonOf(one.reason, say)}`,
    one.basis && say('folder.basis', { basis: basisIn(one.basis, say) }),
    one.outcome === 'denied' && denial(one, say),
    `${say('folder.access.number')}: ${one.id}`,
  ].flatMap((text) => (text ? [`<small>${xml(text)}</small>`] : []))
  const link = `<small><a href="proofs/access-${one.id}.tlog-proof">${xml(say('folder.proof'))}</a></small>`
  const when = `<time datetime="${one.at}">${xml(say.date(one.at, 'dateTime'))}</time>`
  return `<li>${when}: ${xml(sentence(one, say))}${small.join('')}${proved ? link : ''}</li>\n`
}

/** Everybody who looked, a portion at a time. */
async function* accessesIn(all: Everything, say: Say): AsyncGenerator<string> {
  yield `<section>\n<h2>${xml(say('folder.accesses'))}</h2>\n<ol>\n`
  for await (const part of all.accesses()) {
    yield part.map((one) => item(one, all.proved.has(one.id), say)).join('')
  }
  yield '</ol>\n</section>\n'
}

/** Documents, each with the way to its file. */
function documentsIn({ documents }: Everything, say: Say): string {
  if (documents.length === 0) return ''
  const items = documents.map(({ file, facts, opened }) => {
    const href = file.split('/').map(encodeURIComponent).join('/')
    const link = `<a href="${xml(href)}">${xml(facts['title'] ?? facts['name'] ?? file)}</a>`
    const small = `<small>${xml(say.date(opened.since))} · SHA-256 ${xml(facts['sha256'] ?? '')}</small>`
    return `<li>${link}${small}</li>`
  })
  return section(say('folder.documents'), `<ol>\n${items.join('\n')}\n</ol>`)
}

type Taken = Everything['taken']

/** Values, and the cases for which services may read them. */
function heldIn({ taken: { values, grants }, city }: Everything, say: Say): string[] {
  const districts = new Map(city.districts.areas.map(({ code, name }) => [code, name]))
  return [
    part(
      say('folder.holdings'),
      heads(say, 'what', 'value', 'class', 'since'),
      values.map((one) => [
        heldAs(one, say),
        valueIn(one.field, districts, say)(reveal(one.value, 'self-view')),
        className(one.class, say),
        day(one.since, say),
      ]),
    ),
    part(
      say('folder.take.cases'),
      heads(say, 'purpose', 'service', 'case', 'since', 'until'),
      grants.map((one) => [
        purposeTitle(one.purpose, say),
        serviceName(one.module, say),
        caseIn(one, say).text,
        day(one.from, say),
        day(one.until, say),
      ]),
    ),
  ]
}

/** What the person said about it: consents, restrictions, objections. */
function askedIn({ consents, limitations }: Taken, say: Say): string[] {
  return [
    part(
      say('folder.consents'),
      heads(say, 'notice', 'service', 'given', 'until'),
      consents.map((one) => [
        say('folder.notice', { notice: noticeName(one.notice, say), version: one.version }),
        serviceName(one.module, say),
        day(one.given, say),
        day(one.withdrawn, say),
      ]),
    ),
    part(
      say('folder.take.limitations'),
      heads(say, 'what', 'why', 'since', 'until'),
      limitations.map(({ kind, subject, from, until }) => [
        kind === 'restriction' ? className(subject, say) : purposeTitle(subject, say),
        say(`folder.stands.${kind}`),
        day(from, say),
        day(until, say),
      ]),
    ),
  ]
}

/** What keeps data, and what is gone. */
function endedIn({ holds, erasures }: Taken, say: Say): string[] {
  return [
    part(
      say('folder.would.held'),
      heads(say, 'class', 'order', 'since', 'until'),
      holds.map((one) => [
        className(one.class, say),
        one.reference,
        day(one.from, say),
        day(one.until, say),
      ]),
    ),
    part(
      say('folder.receipts'),
      heads(say, 'class', 'why', 'erased', 'gone', 'number'),
      erasures.map((one) => [
        className(one.class, say),
        say(`folder.why-erased.${one.why}`),
        day(one.at, say),
        day(one.goneAt, say),
        one.id,
      ]),
    ),
  ]
}

/** The page, in the language of the person. */
export async function* readable(all: Everything, say: Say): AsyncGenerator<string> {
  const { city, now, taken } = all
  const parts = [heldIn(all, say), askedIn(taken, say), endedIn(taken, say)].flat()
  const title = say('folder.take.title', { city: city.name })
  yield `<!doctype html>
<html lang="${say.language}" dir="${say.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${xml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${xml(title)}</h1>
<p>${xml(say('folder.take.made', { at: say.date(now, 'dateTime') }))}</p>
${[documentsIn(all, say), ...parts, askedAbout(all, say), breachesIn(all, say), numbersIn(all, say)].filter(Boolean).join('\n')}
`
  yield* accessesIn(all, say)
  yield '</main>\n</body>\n</html>\n'
}
