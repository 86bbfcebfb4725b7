/** What the pages about other hubs share. */
import type { Say } from '#core/text'
import { Notice, Prose } from '#design'
import type { Alarm } from '../store/alarms.ts'

/** Where a page of this service stands. */
export const trail = (say: Say) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/federation', text: say('changes.federation') },
]

/** Why something did not come, in words; a code that has none is shown as it is. */
export function failureText(failure: string, say: Say): string {
  return say.has(`changes.failure.${failure}`)
    ? say(`changes.failure.${failure}`)
    : say('changes.failure.other', { code: failure })
}

/** What is wrong now, each with the name of whom it is about. */
export function Alarms({ alarms, say }: { readonly alarms: readonly Alarm[]; readonly say: Say }) {
  if (alarms.length === 0) return null
  return (
    <Notice tone="error" title={say('changes.alarms', { count: alarms.length })}>
      <Prose>
        <ul>
          {alarms.map(({ id, kind, about, detail }) => (
            <li key={id}>
              {say(`changes.alarm.${kind}`, { about })} <bdi>{detail}</bdi>
            </li>
          ))}
        </ul>
      </Prose>
    </Notice>
  )
}
