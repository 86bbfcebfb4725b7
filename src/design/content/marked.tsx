/** One stretch of a text; a marked one says what it is, and whether others will see it. */
export interface MarkedPart {
  readonly text: string
  readonly mark: { readonly hidden: boolean; readonly label: string } | null
}

interface Cut {
  readonly paragraphs: readonly (readonly MarkedPart[])[]
}

/** Paragraphs are cut where a stretch without a mark has an empty line. */
function cut(parts: readonly MarkedPart[]): Cut {
  const paragraphs: MarkedPart[][] = [[]]
  for (const { text, mark } of parts) {
    const pieces = mark ? [text] : text.split(/\n{2,}/)
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) paragraphs.push([])
      paragraphs.at(-1)?.push({ text: piece, mark })
    }
  }
  return { paragraphs: paragraphs.filter((all) => all.some(({ text }) => text.trim() !== '')) }
}

function Part({ text, mark }: MarkedPart) {
  if (!mark) return <>{text}</>
  return (
    <mark class={mark.hidden ? 'cr-marked cr-marked--hidden' : 'cr-marked'}>
      {text}
      <span class="govuk-visually-hidden"> ({mark.label})</span>
    </mark>
  )
}

/** What somebody wrote, with stretches marked: never by colour alone (WCAG 1.4.1), and named for who listens. */
export function MarkedWords({ parts }: { parts: readonly MarkedPart[] }) {
  const { paragraphs } = cut(parts)
  return (
    <div class="cr-words">
      {paragraphs.map((all, at) => (
        <p key={at} dir="auto">
          {all.map((part, index) => (
            <Part key={index} {...part} />
          ))}
        </p>
      ))}
    </div>
  )
}
