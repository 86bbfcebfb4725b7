/** Parts that several pages of processing share. */
import { useHere } from '#core/pages'
import type { Say } from '#core/text'
import { ButtonLink, Notice, Tag, type Tone } from '#design'
import { hoursLeft, type Level, nextStep } from '../model.ts'
import type { Breach } from '../store/breaches.ts'

/** The way back to the register, or to the desk. */
export const trail = (say: Say, ...more: readonly { href: string; text: string }[]) => [
  { href: '/processing', text: say('processing.show') },
  ...more,
]

/** The way back to the desk. */
export const deskTrail = (say: Say, ...more: readonly { href: string; text: string }[]) =>
  trail(say, { href: '/processing/desk', text: say('processing.desk') }, ...more)

const TONES: Readonly<Record<Level, Tone>> = { low: 'success', medium: 'warning', high: 'error' }

/** How grave a risk is, in a word. */
export function LevelTag({ level }: { level: Level }) {
  const { say } = useHere()
  return <Tag tone={TONES[level]}>{say(`processing.level.${level}`)}</Tag>
}

/** A breach as far as its clock needs it. */
export type Clocked = Breach & { readonly more: boolean | null }

/** How long there is until the authority must be told, in words. */
export function clockText(it: Clocked, say: Say, now: string): string {
  if (it.more !== null) return say('processing.clock.told')
  if (it.risk === 'none') return say('processing.clock.none')
  const hours = hoursLeft(it.dueAt, now)
  const at = say.date(it.dueAt, 'dateTime')
  return hours < 0
    ? say('processing.clock.late', { hours: -hours, at })
    : say('processing.clock.left', { hours, at })
}

/** Every open breach with its clock and the one thing to do next, on every page of the desk. */
export function Clocks({ breaches, but }: { breaches: readonly Clocked[]; but?: string }) {
  const { say, now } = useHere()
  return (
    <>
      {breaches
        .filter(({ number }) => number !== but)
        .map((it) => (
          <Notice
            key={it.number}
            tone={it.exercise ? 'info' : 'warning'}
            title={say(it.exercise ? 'processing.clock.exercise' : 'processing.clock.breach', {
              number: it.number,
              title: it.title,
            })}
          >
            <p>{clockText(it, say, now)}</p>
            <ButtonLink href={`/processing/breaches/${it.number}#next`} kind="secondary">
              {say(`processing.next.${nextStep(it)}`)}
              <span class="govuk-visually-hidden"> {it.number}</span>
            </ButtonLink>
          </Notice>
        ))}
    </>
  )
}
