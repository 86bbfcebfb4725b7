import { ButtonLink, ButtonRow } from '#design'
import type { Say } from '#core/text'

const OTHERS = ['mandates', 'residence'] as const
const WAYS = ['sessions', 'ways', 'privacy'] as const

/** Where one goes on from the folder; nobody who acts for another is led there. */
export function Onward({ say }: { say: Say }) {
  return (
    <ButtonRow>
      <ButtonLink href="/folder/take" kind="secondary">
        {say('folder.take')}
      </ButtonLink>
      {OTHERS.map((way) => (
        <ButtonLink key={way} href={`/${way}`} kind="secondary">
          {say(way === 'mandates' ? 'mandates.list' : 'residence.status')}
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
