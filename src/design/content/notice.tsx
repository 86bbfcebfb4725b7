import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from '../icon.tsx'

/** How much a message matters. Never told by colour alone (WCAG 1.4.1). */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error'

const ICONS: Readonly<Record<Tone, IconName>> = {
  neutral: 'info',
  info: 'info',
  success: 'check',
  warning: 'alert',
  error: 'alert',
}

/** A message that stands out from the page. */
export interface NoticeProps {
  readonly tone?: Tone
  readonly title: string
  readonly children?: ComponentChildren
}

/** A message that stands out from the page. */
export function Notice({ tone = 'info', title, children }: NoticeProps) {
  return (
    <div class={`cr-notice cr-notice--${tone}`} role={tone === 'success' ? 'status' : undefined}>
      <span class="cr-notice__sign">
        <Icon name={ICONS[tone]} />
      </span>
      <div class="cr-notice__body">
        <p class="cr-notice__title">{title}</p>
        {children}
      </div>
    </div>
  )
}

/** A state in a word or two. */
export function Tag({ tone = 'neutral', children }: { tone?: Tone; children: ComponentChildren }) {
  return <strong class={`cr-tag cr-tag--${tone}`}>{children}</strong>
}

/** Nothing is here yet, and what can be done about it. */
export function Empty(props: { title: string; text?: string; action?: ComponentChildren }) {
  return (
    <div class="cr-empty">
      <p class="cr-empty__title">{props.title}</p>
      {props.text && <p>{props.text}</p>}
      {props.action}
    </div>
  )
}

/** Something worth keeping, such as a number and a secret code, in letters that can be read out. */
export function Keepsake({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <div class="cr-keepsake">
      <p class="cr-keepsake__label">{label}</p>
      <p class="cr-keepsake__value">
        <bdi>{value}</bdi>
      </p>
      {hint && <p class="cr-keepsake__hint">{hint}</p>}
    </div>
  )
}

/** More for those who want to know. */
export function Details(props: { summary: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="cr-details" open={props.open ?? false}>
      <summary>{props.summary}</summary>
      <div class="cr-details__body">{props.children}</div>
    </details>
  )
}
