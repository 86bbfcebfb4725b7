import type { Acted } from '#core/people'
import type { Say } from '#core/text'
import type { Mandate } from '#core/vault'
import { Section, Timeline } from '#design'
import { whoActs } from '../naming.ts'

interface ActedProps {
  readonly mandates: readonly Mandate[]
  readonly acted: readonly Acted[]
  readonly say: Say
}

/** What somebody did for the person, each as a sentence: who in which part, and what. */
export function ActedFor({ mandates, acted, say }: ActedProps) {
  const shown = acted.filter(({ act }) => say.has(`acted.${act}`)).slice(0, 50)
  if (shown.length === 0) return null
  return (
    <Section title={say('folder.acted')} id="acted">
      <Timeline
        items={shown.map(({ at, act, mandate }) => {
          const who = whoActs(
            mandates.find((one) => one.mandate === mandate),
            say,
          )
          return { at, title: say('folder.acted.sentence', { who, what: say(`acted.${act}`) }) }
        })}
      />
    </Section>
  )
}
