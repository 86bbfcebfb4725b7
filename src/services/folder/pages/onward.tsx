import { ButtonLink, ButtonRow } from '#design'
import type { Say } from '#core/text'

/** Where else one goes from here: of this service, and of others. */
const OWN = ['data', 'news', 'take'] as const
const OTHERS = {
  mandates: 'mandates.list',
  residence: 'residence.status',
  'protection/requests': 'folder.requests',
  'contests/mine': 'contests.own',
  'areas/mine': 'areas.own',
} as const
const WAYS = ['documents', 'sessions', 'ways', 'privacy'] as const

/** Where one goes on from the folder; nobody who acts for another is led there. */
export function Onward({ say }: { say: Say }) {
  return (
    <ButtonRow>
      {OWN.map((own) => (
        <ButtonLink key={own} href={`/folder/${own}`} kind="secondary">
          {say(`folder.${own}`)}
        </ButtonLink>
      ))}
      {Object.entries(OTHERS).map(([way, text]) => (
        <ButtonLink key={way} href={`/${way}`} kind="secondary">
          {say(text)}
        </ButtonLink>
      ))}
      {WAYS.map((way) => (
        <ButtonLink key={way} href={`/${way}`} kind="secondary">
          {say(`folder.${way}`)}
        </ButtonLink>
      ))}
    </ButtonRow>
  )
}
