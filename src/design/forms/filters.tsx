import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import { Button } from '../content/button.tsx'

/** A form that looks for something: its answers stand in the address, so a search can be shared. */
export interface FiltersProps {
  /** Path of the page that shows the answer; by default this one. */
  readonly action?: string
  readonly title?: string
  /** Address without any filter, when one is set. */
  readonly clear?: string | undefined
  /** What stays as it is. */
  readonly keep?: Readonly<Record<string, string>>
  readonly submit?: string
  readonly children: ComponentChildren
}

/** Narrows a list down. Changes nothing, needs no cookie, works without JavaScript. */
export function Filters({ action, title, clear, keep, submit, children }: FiltersProps) {
  const { say, path } = useHere()
  return (
    <form class="cr-filters" method="get" action={action ?? path.split('?')[0]} role="search">
      {title && <h2 class="cr-filters__title">{title}</h2>}
      {Object.entries(keep ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="cr-filters__fields">{children}</div>
      <div class="cr-filters__end">
        <Button kind="secondary">{submit ?? say('design.filters.apply')}</Button>
        {clear && <a href={clear}>{say('design.filters.clear')}</a>}
      </div>
    </form>
  )
}
