import type { ComponentChildren } from 'preact'
import { Heading } from '../content/prose.tsx'

/** Something that leads to its own page. */
export interface CardProps {
  readonly title: string
  readonly href?: string
  /** Small line above the title: number, kind. */
  readonly eyebrow?: ComponentChildren
  readonly tag?: ComponentChildren
  /** Small line at the end: when, where. */
  readonly foot?: ComponentChildren
  readonly photo?: { readonly src: string; readonly alt: string }
  readonly level?: 2 | 3 | 4
  readonly children?: ComponentChildren
}

/** Something that leads to its own page; the whole card can be clicked, its title is the link. */
export function Card(props: CardProps) {
  const { title, href, eyebrow, tag, foot, photo, level = 3 } = props
  return (
    <article class={href ? 'cr-card cr-card--link' : 'cr-card'}>
      {photo && <img class="cr-card__photo" src={photo.src} alt={photo.alt} loading="lazy" />}
      <div class="cr-card__body">
        {(eyebrow || tag) && (
          <div class="cr-card__top">
            <span class="cr-card__eyebrow">{eyebrow}</span>
            {tag}
          </div>
        )}
        <Heading level={level}>{href ? <a href={href}>{title}</a> : title}</Heading>
        {props.children && <div class="cr-card__text">{props.children}</div>}
        {foot && <div class="cr-card__foot">{foot}</div>}
      </div>
    </article>
  )
}

/** Cards side by side, as many as fit; or one below the other as a list of findings. */
export function CardList(props: {
  stacked?: boolean
  label?: string
  children: ComponentChildren
}) {
  const items = [props.children].flat(2).filter(Boolean)
  return (
    <ul class={props.stacked ? 'cr-cards cr-cards--stacked' : 'cr-cards'} aria-label={props.label}>
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  )
}
