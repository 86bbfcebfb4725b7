import { useHere } from '#core/pages'
import { Icon } from '../icon.tsx'

/** The parts before and after this one; lists are paged by key and never count their pages. */
export interface PagerProps {
  readonly previous?: string | undefined
  readonly next?: string | undefined
}

/** The way through a long list. */
export function Pager({ previous, next }: PagerProps) {
  const { say } = useHere()
  if (!previous && !next) return null
  return (
    <nav class="cr-pager" aria-label={say('design.pager')}>
      {previous && (
        <a class="cr-pager__previous" href={previous} rel="prev">
          <Icon name="back" />
          {say('design.pager.previous')}
        </a>
      )}
      {next && (
        <a class="cr-pager__next" href={next} rel="next">
          {say('design.pager.next')}
          <Icon name="chevron" />
        </a>
      )}
    </nav>
  )
}
