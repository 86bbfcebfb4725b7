import type { ComponentChildren } from 'preact'

/** A title inside a page; the page's own title is drawn by its layout. */
export interface HeadingProps {
  readonly level?: 2 | 3 | 4
  readonly id?: string
  readonly children: ComponentChildren
}

/** A title inside a page, one step below the one it stands under (WCAG 1.3.1). */
export function Heading({ level = 2, id, children }: HeadingProps) {
  const Tag = `h${level}` as const
  return (
    <Tag class={`cr-heading cr-heading--${level}`} id={id}>
      {children}
    </Tag>
  )
}

/** The first sentences of a text, a little larger. */
export function Lead({ children }: { children: ComponentChildren }) {
  return <p class="cr-lead">{children}</p>
}

/** Running text: paragraphs, lists and links in lines short enough to read. */
export function Prose({ children }: { children: ComponentChildren }) {
  return <div class="cr-prose">{children}</div>
}

/** What somebody wrote: its own direction and its own paragraphs, never markup. */
export function Words({ text }: { text: string }) {
  return (
    <div class="cr-words">
      {text
        .split(/\n{2,}/)
        .filter((part) => part.trim() !== '')
        .map((part) => (
          <p key={part} dir="auto">
            {part}
          </p>
        ))}
    </div>
  )
}

/** A part of a page with its title. */
export function Section(props: { title: string; id?: string; children: ComponentChildren }) {
  const id = props.id
  return (
    <section class="cr-section" aria-labelledby={id ? `${id}-title` : undefined} id={id}>
      <Heading {...(id ? { id: `${id}-title` } : {})}>{props.title}</Heading>
      {props.children}
    </section>
  )
}

/** The main thing, and beside it (below it on a small screen) what helps to understand it. */
export function Columns(props: { children: ComponentChildren; aside: ComponentChildren }) {
  return (
    <div class="cr-columns">
      <div class="cr-columns__main">{props.children}</div>
      <div class="cr-columns__aside">{props.aside}</div>
    </div>
  )
}

/** What a program reads or writes, letter by letter; always from left to right, and broken where it must. */
export function Code({ text, inline }: { text: string; inline?: boolean }) {
  if (inline) {
    return (
      <code class="cr-code" dir="ltr">
        {text}
      </code>
    )
  }
  return (
    <pre class="cr-code cr-code--block" dir="ltr">
      <code>{text}</code>
    </pre>
  )
}
