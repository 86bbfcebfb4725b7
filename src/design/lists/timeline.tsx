import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import type { Tone } from '../content/notice.tsx'
import { When } from '../content/values.tsx'

interface Proving {
  readonly href: string
  readonly about: string
  readonly text?: string
}

/** Something that happened. */
export interface Moment {
  readonly at: string
  readonly title: ComponentChildren
  /** In which role somebody did it; never a name. */
  readonly by?: string
  readonly text?: ComponentChildren
  readonly tone?: Tone
  /** Where it can be proved that it happened, in words what, and what else can be done there. */
  readonly proof?: Proving
}

function ProveThis({ href, about, text }: Proving) {
  const { say } = useHere()
  return (
    <a class="cr-timeline__proof" href={href}>
      {text ?? say('design.prove')}
      <span class="govuk-visually-hidden">: {about}</span>
    </a>
  )
}

/** What happened, in order. */
export function Timeline({ items, level = 3 }: { items: readonly Moment[]; level?: 2 | 3 | 4 }) {
  const Title = `h${level}` as const
  return (
    <ol class="cr-timeline">
      {items.map((item, index) => (
        <li key={index} class={`cr-timeline__item cr-timeline__item--${item.tone ?? 'neutral'}`}>
          <Title class="cr-timeline__title">{item.title}</Title>
          <p class="cr-timeline__when">
            <When at={item.at} />
            {item.by && <span class="cr-timeline__by">{item.by}</span>}
            {item.proof && <ProveThis {...item.proof} />}
          </p>
          {item.text && <div class="cr-timeline__text">{item.text}</div>}
        </li>
      ))}
    </ol>
  )
}
