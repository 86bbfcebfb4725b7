/** Pieces that several pages of the register show. */
import { useHere } from '#core/pages'
import type { Say } from '#core/text'
import { type Crumb, Details, Notice, Summary, type SummaryRow, TextField, Words } from '#design'
import { fieldsOf, PARTS, specOf, type Words as Said } from '../model.ts'

/** The way back. */
export function trail(say: Say, ...more: readonly Crumb[]): Crumb[] {
  return [{ href: '/algorithms', text: say('algorithms.show') }, ...more]
}

/** The way back to the desk of the register. */
export const deskTrail = (say: Say) =>
  trail(say, { href: '/algorithms/desk', text: say('algorithms.desk') })

/** A day, in words. */
export const dayOf = (say: Say, day: string) => say.date(`${day.slice(0, 10)}T12:00:00.000Z`)

/** What stands in a field, codes in words. */
export function Saying({ field, text }: { field: Parameters<typeof specOf>[0]; text: string }) {
  const { say } = useHere()
  if (specOf(field).choices?.includes(text)) return <>{say(`algorithms.choice.${text}`)}</>
  if (/^https:\/\/\S+$/.test(text)) return <a href={text}>{text}</a>
  return specOf(field).short ? <bdi>{text}</bdi> : <Words text={text} />
}

/** The fields of one part that say something. */
function rowsOf(words: Said, part: (typeof PARTS)[number], say: Say): SummaryRow[] {
  return fieldsOf(part).flatMap((field) => {
    const text = words[field]
    if (!text) return []
    return [{ key: say(`algorithms.field.${field}`), value: <Saying field={field} text={text} /> }]
  })
}

/** Everything an entry says, a fold for each part. */
export function Whole({ words, language }: { words: Said; language: string }) {
  const { say } = useHere()
  return (
    <div lang={language}>
      {PARTS.map((part) => {
        const rows = rowsOf(words, part, say)
        if (rows.length === 0) return null
        return (
          <Details key={part} summary={say(`algorithms.part.${part}`)}>
            <Summary rows={rows} />
          </Details>
        )
      })}
    </div>
  )
}

/** That an earlier version decides again, since when and why. */
export function GoneBack(it: { version: number; since: string; reason: string }) {
  const { say } = useHere()
  const { version, since, reason } = it
  return (
    <Notice title={say('algorithms.gone-back', { version, day: dayOf(say, since) })}>
      <p dir="auto">{reason}</p>
    </Notice>
  )
}

/** Why no machine decides this now, and since when a person does. */
export function Stopped({ cause, reason }: { cause: string; reason: string }) {
  const { say } = useHere()
  return (
    <Notice tone="warning" title={say('algorithms.stopped')}>
      <p>{say(`algorithms.cause.${cause}`)}</p>
      {reason && <p dir="auto">{reason}</p>}
    </Notice>
  )
}

/** A version and the days in which it decided, to be asked for. */
export function WindowFields(window: { version: number; from: string; to: string }) {
  const { say } = useHere()
  return (
    <>
      {(['version', 'from', 'to'] as const).map((one) => (
        <TextField
          key={one}
          id={one}
          name={one}
          label={say(`algorithms.affected.${one}`)}
          value={String(window[one])}
          optional={false}
        />
      ))}
    </>
  )
}
