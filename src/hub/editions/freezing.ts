/** What an edition says, taken from what the coalition says at this moment. */
import { createHash } from 'node:crypto'
import type { Tx } from '#core/database'
import { jcs } from '#core/discovery'
import { listMembers, type Named, nameIn, readNames, readSaid } from '#hub/cities'
import { listPrinciples, listVersions, readTexts } from '#hub/declaration'
import { membershipTable } from '#hub/endorsements'
import { listAdopters, listPublished } from '#hub/practices'
import type { Book, Member, Words } from './model.ts'

/** SHA-256 of the canonical JSON (RFC 8785): of these very bytes is the JSON file. */
export const hashOf = (book: Book) => createHash('sha256').update(jcs(book), 'utf8').digest('hex')

interface Of {
  readonly words: Words
  readonly practices: readonly number[]
  readonly replaces: number | null
  readonly number: number
  readonly date: string
  readonly hub: { readonly name: string; readonly url: string }
}

type Call = (id: string) => Book['practices'][number]['city']

function calling(names: ReadonlyMap<string, Named>, language: string): Call {
  return (id) => {
    const named = names.get(id)
    return { id, name: named ? nameIn(named, language) : id, country: named?.country ?? '' }
  }
}

async function chosen(tx: Tx, { practices, words, hub }: Of) {
  const found = await listPublished(tx, practices)
  const adopters = await listAdopters(tx, practices)
  const ids = [...found, ...adopters].map(({ city }) => city)
  const call = calling(await readNames(tx, [...new Set(ids)]), words.language)
  const byNumber = new Map(found.map((one) => [one.practice, one]))
  const rows = practices.flatMap((number) => {
    const one = byNumber.get(number)
    if (!one) return []
    const { number: version, sha256, content, city } = one
    const adopted = adopters
      .filter(({ practice }) => practice === number)
      .map((it) => ({ city: it.city, name: call(it.city).name, since: it.since }))
    const url = `${hub.url}/practices/${number}/versions/${version}`
    return [{ number, version, sha256, url, city: call(city), adopted, content: { ...content } }]
  })
  return { rows, call }
}

/** Each city of these practices in the words of its own profile: in the edition's language, or in the first there is. */
async function saying(tx: Tx, { words }: Of, ids: readonly string[], call: Call) {
  const said = Map.groupBy(await readSaid(tx, ids), ({ city }) => city)
  return ids.map((id) => {
    const all = said.get(id) ?? []
    const one = all.find(({ language }) => language === words.language) ?? all[0]
    const { language = null, summary = null, quote = null, quoteBy = null } = one ?? {}
    return { ...call(id), language, summary, quote, quoteBy }
  })
}

async function membersOf(tx: Tx, { words }: Of): Promise<Member[] | null> {
  if (!words.map && !words.members) return null
  return (await listMembers(tx, membershipTable())).map((one) => {
    const { id, country, state, founder, lon, lat, decidedOn: since } = one
    return { id, name: nameIn(one, words.language), country, state, since, founder, lon, lat }
  })
}

async function declarationOf(tx: Tx, { hub }: Of): Promise<Book['declaration']> {
  const [newest] = await listVersions(tx)
  if (!newest) return null
  const { version } = newest
  const texts = await readTexts(tx, version)
  const named = texts.map(({ language, sha256 }) => ({ language, sha256 }))
  return { version, url: `${hub.url}/declaration`, texts: named }
}

/** Everything the edition will say, in one transaction: what changes later does not change it. */
export async function freeze(tx: Tx, of: Of): Promise<Book> {
  const { number, date, replaces, words, hub } = of
  const { rows, call } = await chosen(tx, of)
  const cities = [...new Set(rows.map(({ city }) => city.id))]
  const principles = (await listPrinciples(tx)).map(({ id, version, title, summary }) => ({
    ...{ id, version, title, summary },
    url: `${hub.url}/principles/${id}@${version}`,
  }))
  return {
    format: 'cityright-edition/1',
    ...{ number, date, replaces, words, principles },
    url: `${hub.url}/editions/${number}`,
    publisher: { name: hub.name, url: hub.url },
    declaration: await declarationOf(tx, of),
    practices: rows,
    cities: await saying(tx, of, cities, call),
    members: await membersOf(tx, of),
  }
}
