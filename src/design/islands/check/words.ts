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

/** The voice of a page. */
export function speaker({ words, kinds }: CheckProps, language: string): CheckSay {
  const numbers = new Intl.NumberFormat(language)
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  const tell = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? ''
      return typeof value === 'number' ? numbers.format(value) : value
    })
  return Object.assign(tell, {
    number: (value: number) => numbers.format(value),
    moment: (seconds: number) => moments.format(new Date(seconds * 1000)),
    kind: (name: string) => kinds[name] ?? name,
  })
}
