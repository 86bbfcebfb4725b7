/** Pages about documents that nobody finds by a link: a document, its check, and a link that is open. */
import { createHash } from 'node:crypto'
import documents from '#services/documents'
import type { Somebody, TestCity } from './city.ts'
import { can, lamp } from './lamp.ts'

const acts = (verb: string) => {
  const found = documents.actions.find(({ name }) => name === `documents.${verb}`)
  if (!found) throw new Error(`nobody can ${verb} a document`)
  return found
}

async function* once(bytes: Uint8Array) {
  yield bytes
}

/** A file in the vault that an action of this service can claim. */
async function uploaded(city: TestCity, service: string, words: string): Promise<[string, string]> {
  const bytes = Buffer.from(words)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const facts = { name: 'permit.pdf', type: 'application/pdf', sha256 }
  const at = city.city.clock()
  const { documents: door } = city.city.channel(service)
  return [await door.put(once(bytes), { facts, at }), sha256]
}

/** Addresses of pages by their names. */
export async function papers(
  city: TestCity,
  { amina, desk }: { amina: Somebody; desk: Somebody },
): Promise<Record<string, string>> {
  const { number: report } = await amina.does(can('report'), { ...lamp })
  const [document, sha256] = await uploaded(city, 'reports', 'permit')
  const about = { number: report, document, kind: 'permit', title: 'Permit to dig' }
  const { number } = (await desk.does(can('give'), about)) as { number: string }
  const [kept] = await uploaded(city, 'documents', 'lease')
  await amina.does(acts('keep'), { document: kept, title: 'My lease', kind: 'home', note: 'Mine' })
  const asked = { document, recipient: 'The landlord', why: 'For the flat' }
  const until = city.city.clock().slice(0, 10)
  const { share } = (await amina.does(acts('share'), { ...asked, until })) as { share: string }
  const page = (await amina.opens(`/documents/${document}`)).text
  const link = /\/shared#([\w-]+)/.exec(page.slice(page.indexOf(`share-${share}`)))?.[1] ?? ''
  const opened = await city.anybody.posts('/shared/open', { link })
  const { at } = (await city.anybody.does(acts('verify'), { number, file: sha256 })) as {
    at: string
  }
  return {
    'documents.one': `/documents/${document}`,
    'documents.cover': `/documents/${document}/cover`,
    'documents.opened': String(opened.headers['location']),
    'documents.number': `/verify/${number}`,
    'documents.check': at,
    'documents.desk-one': `/documents/desk/${number}`,
    'reports.giving': `/reports/desk/${report}/document`,
  }
}
