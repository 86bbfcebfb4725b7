import type { CheckProps } from './props.ts'

/** Says what the page says, in its language. */
export interface CheckSay {
  (key: string, values?: Readonly<Record<string, string | number>>): string
  number(value: number): string
  /** POSIX seconds as day and time of whoever reads. */
  moment(seconds: number): string
  /** The name of a kind of entries; its code when this release does not know it. */
  kind(name: string): string
}

/** A name or address among words that run from right to left stays in one piece (Unicode UAX 9). */
const apart = (text: string) => `\u2068${text}\u2069`

/** The voice of a page. */
export function speaker({ words, kinds }: CheckProps, page: HTMLElement): CheckSay {
  const { lang: language, dir } = page
  const numbers = new Intl.NumberFormat(language)
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  const tell = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? ''
      if (typeof value === 'number') return numbers.format(value)
      return dir === 'rtl' ? apart(value) : value
    })
  return Object.assign(tell, {
    number: (value: number) => numbers.format(value),
    moment: (seconds: number) => moments.format(new Date(seconds * 1000)),
    kind: (name: string) => kinds[name] ?? name,
  })
}
