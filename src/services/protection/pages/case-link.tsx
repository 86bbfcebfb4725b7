import type { CaseWords } from '../cases.ts'

/** What a reading was for, with the way to it. */
export function CaseLink({ about }: { readonly about: CaseWords }) {
  const text = <bdi>{about.text}</bdi>
  return about.href ? <a href={about.href}>{text}</a> : text
}
