import { useHere } from '#core/pages'

/** How far along somebody is. */
export interface StepsProps {
  readonly current: number
  readonly total: number
  /** What this step is about. */
  readonly label: string
}

/** How far along somebody is: in words, and as a row of marks for those who see it. */
export function Steps({ current, total, label }: StepsProps) {
  const { say } = useHere()
  return (
    <div class="cr-steps">
      <p class="cr-steps__text">
        {say('design.steps', { current, total })} · <span class="cr-steps__label">{label}</span>
      </p>
      <div class="cr-steps__marks" aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <span key={index} class={index < current ? 'cr-steps__mark--done' : 'cr-steps__mark'} />
        ))}
      </div>
    </div>
  )
}

/** Several views of the same thing, each with its own address. */
export interface TabsProps {
  readonly label: string
  readonly tabs: readonly { href: string; text: string; current: boolean; count?: number }[]
}

/** Links that look like tabs: each view has an address and works without JavaScript. */
export function Tabs({ label, tabs }: TabsProps) {
  const { say } = useHere()
  return (
    <nav class="cr-tabs" aria-label={label}>
      <ul>
        {tabs.map(({ href, text, current, count }) => (
          <li key={href}>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {text}
              {count !== undefined && <span class="cr-tabs__count"> {say.number(count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
