import assert from 'node:assert/strict'
import type { Answer, TestCity } from './city.ts'

/** A browser without JavaScript, on Firefox: it keeps its cookies and follows where it is led. */
export function bareBrowser(city: TestCity) {
  const jar = new Map<string, string>()
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const keep = (answer: Answer) => {
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(String(line)) ?? []
      if (value) jar.set(name, value)
      else jar.delete(name)
    }
    return answer
  }
  return {
    jar,
    opens: async (path: string) => keep(await city.anybody.opens(path, { cookie: cookie() })),
    async posts(path: string, fields: Record<string, string> = {}) {
      const got = await city.city.web.inject({
        method: 'POST',
        url: path,
        headers: {
          cookie: cookie(),
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0',
        },
        payload: new URLSearchParams(fields).toString(),
      })
      const answer = {
        status: got.statusCode,
        headers: got.headers,
        text: got.body,
        json: got.json,
      }
      return keep(answer)
    },
  }
}

/** Where an answer leads on to. */
export const onTo = (answer: Answer): string => String(answer.headers['location'] ?? '')

/** The six digits in a letter. */
export const codeIn = (text: string): string => /\b\d{3}\s?\d{3}\b/.exec(text)?.[0] ?? ''

/**
 * Takes the letter to somebody that nobody has read yet, after all letters were sent. Letters of one moment have no
 * order: where several wait, `about` must say which is meant by its subject or text. The others count as read.
 */
export function postOf(city: () => Pick<TestCity, 'work' | 'letters'>) {
  const read = new Set<string>()
  return async (email: string, about = /^/) => {
    await city().work()
    const waiting = (await city().letters()).filter(({ to, id }) => to === email && !read.has(id))
    for (const { id } of waiting) read.add(id)
    const [letter, ...more] = waiting.filter(({ subject, text }) =>
      about.test(`${subject}\n${text}`),
    )
    const subjects = waiting.map(({ subject }) => subject).join(' | ')
    assert.ok(letter && more.length === 0, `which letter to ${email}? ${subjects || 'none'}`)
    return letter
  }
}
