/** What the pages of groups share. */
import { useHere } from '#core/pages'
import type { Say } from '#core/text'
import { Prose } from '#design'
import type { DiffLine } from '../model.ts'

/** Where a page of a group stands. */
export const trail = (say: Say, group?: { readonly id: string; readonly name: string }) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/groups', text: say('groups.show') },
  ...(group ? [{ href: `/groups/${group.id}`, text: group.name }] : []),
]

/** Does whoever looks keep the groups? */
export function useKeeps(): boolean {
  const { by } = useHere()
  return by?.permissions.includes('groups.write') ?? false
}

/** The name of a city with its page. */
export function CityLink({
  city,
  name,
}: {
  readonly city: string
  readonly name: string | undefined
}) {
  return <a href={`/cities/${city}`}>{name ?? city}</a>
}

/** What changes, line by line; each change is said in words as well (WCAG 1.4.1). */
export function Diff({ lines }: { readonly lines: readonly DiffLine[] }) {
  const { say } = useHere()
  return (
    <Prose>
      {lines.map(({ is, text }, n) => {
        if (is === 'same') return text.trim() === '' ? null : <p key={n}>{text}</p>
        const Mark = is === 'gone' ? 'del' : 'ins'
        return (
          <p key={n}>
            <span class="govuk-visually-hidden">{say(`groups.diff.${is}`)} </span>
            <Mark>{text}</Mark>
          </p>
        )
      })}
    </Prose>
  )
}
