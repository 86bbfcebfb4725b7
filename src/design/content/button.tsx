import type { ComponentChildren } from 'preact'

/** The one next step; another way; something that cannot be taken back. */
export type ButtonKind = 'primary' | 'secondary' | 'danger'

/** A button of a form. */
export interface ButtonProps {
  readonly kind?: ButtonKind
  readonly name?: string
  readonly value?: string
  /** Sends the form elsewhere, for instance one step back. */
  readonly to?: string
  readonly children: ComponentChildren
}

/** A button of a form. A page has at most one primary button. */
export function Button({ kind = 'primary', name, value, to, children }: ButtonProps) {
  return (
    <button
      type="submit"
      class={`cr-button cr-button--${kind}`}
      name={name}
      value={value}
      formaction={to}
    >
      {children}
    </button>
  )
}

/** A link that looks like a button, because going there is the next step. */
export function ButtonLink(props: {
  href: string
  kind?: ButtonKind
  children: ComponentChildren
}) {
  return (
    <a
      class={`cr-button cr-button--${props.kind ?? 'primary'}`}
      href={props.href}
      draggable={false}
    >
      {props.children}
    </a>
  )
}

/** Buttons and links that belong together. */
export function ButtonRow({ children }: { children: ComponentChildren }) {
  return <div class="cr-buttons">{children}</div>
}
