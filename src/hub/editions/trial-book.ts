/** What an edition says, for tests that draw it: with everything in it that could break a document. */
import type { Book, Chosen, Words } from './model.ts'

/** Words as nobody friendly would write them. */
export const HOSTILE = `"><script>alert(1)</script> & ]]> \u0007 <!-- {name} 'x'`

/** A practice of a city, with this content. */
export function chosen(number: number, city: string, content: Record<string, unknown>): Chosen {
  return {
    ...{ number, version: 1, sha256: 'ab'.repeat(32), adopted: [], content },
    url: `https://hub.example/practices/${number}/versions/1`,
    city: { id: city, name: city, country: 'FR' },
  }
}

/** A practice with every field, in a language. */
export function whole(language: string): Record<string, unknown> {
  const text = `${HOSTILE}\n\nA second paragraph.`
  return {
    ...{ title: HOSTILE, language, summary: text, problem: text, done: text, forWhom: text },
    ...{ principles: ['access', 'privacy'], stage: 'failed', from: '2024-05', until: '2025' },
    ...{ cost: 'under-10k', staff: HOSTILE, failed: text, advice: text, quote: text },
    ...{ quoteBy: HOSTILE, legal: text, software: 'https://code.example/a?b=1&c=2' },
    ...{ datasets: 'https://data.example/', contact: 'office@city.example', goals: [4, 11] },
    results: [{ number: '12,5 %', what: HOSTILE, on: '2025-12-31', source: 'https://a.example/' }],
    media: [{ url: 'https://film.example/1', transcript: 'https://film.example/1.txt' }],
    languages: ['fr'],
    licence: 'CC-BY-4.0',
    ai: { register: 'https://register.example/1', standards: { fairness: text } },
  }
}

const words: Words = {
  ...{ title: HOSTILE, lead: HOSTILE, language: 'en', arranged: 'principle' },
  ...{ map: true, members: true, who: HOSTILE, imprint: HOSTILE },
  foreword: `${HOSTILE}\n\n## ${HOSTILE}\n\nMore.`,
}

/** The number of an edition, its words and practices; what is not given is as above. */
export function bookOf(more: Partial<Book>, said: Partial<Words> = {}): Book {
  const principle = (id: string) => ({
    ...{ id, version: '2018-11', title: {}, summary: {} },
    url: `https://hub.example/principles/${id}@2018-11`,
  })
  const member = { id: 'lyon', name: 'Lyon', country: 'FR', founder: true, lon: 4.8, lat: 45.7 }
  const profile = { language: 'fr', summary: HOSTILE, quote: HOSTILE, quoteBy: HOSTILE }
  return {
    format: 'cityright-edition/1',
    ...{ number: 7, date: '2026-03-02', url: 'https://hub.example/editions/7', replaces: 6 },
    publisher: { name: HOSTILE, url: 'https://hub.example' },
    words: { ...words, ...said },
    declaration: {
      ...{ version: '2018-11', url: 'https://hub.example/declaration' },
      texts: [{ language: 'ar', sha256: 'cd'.repeat(32) }],
    },
    principles: [principle('access'), principle('privacy')],
    practices: [chosen(1, 'lyon', whole('fr')), chosen(2, 'lyon', whole('ar'))],
    cities: [{ id: 'lyon', name: 'Lyon', country: 'FR', ...profile }],
    members: [
      { ...member, state: 'historic', since: '2018-11-14' },
      { ...member, id: 'nowhere', name: HOSTILE, state: 'on_hold', since: null, lon: null },
    ],
    ...more,
  }
}
