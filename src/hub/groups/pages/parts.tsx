/** What the pages of groups share. */
import { useHere } from '#core/pages'
import type { Say } from '#core/text'
import { Field, Prose } from '#design'
import type { Acting } from '../acting.ts'
import type { DiffLine } from '../model.ts'

/** Where a page of a group stands. */
export const trail = (say: Say, group?: { readonly id: string; readonly name: string }) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/groups', text: say('groups.show') },
  ...(group ? [{ href: `/groups/${group.id}`, text: group.name }] : []),
]

/**
 * The city of an act: chosen among one's own, or written by the secretariat, which acts for all. Own cities that do not
 * come into question are left out.
 */
export function CityField(props: {
  readonly acting: Pick<Acting, 'keeps'>
  readonly cities: readonly string[]
  readonly names: Readonly<Record<string, string>>
}) {
  const { acting, cities, names } = props
  if (acting.keeps) return <Field name="city" />
  const options = cities.map((value) => ({ value, text: names[value] ?? value }))
  return <Field name="city" kind="select" options={options} value={cities[0]} optional={false} />
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
