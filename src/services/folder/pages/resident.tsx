import type { Say } from '#core/text'
import { Notice } from '#design'
import type { Verified } from '#services/residence'

/** That services may learn of a proof of residence, and where it ends. */
export function Resident({ verified, say }: { verified: Verified | null; say: Say }) {
  if (!verified?.resident) return null
  return (
    <Notice title={say('folder.resident')}>
      <p>
        {say('folder.resident.text', { over16: String(verified.over16) })}{' '}
        <a href="/residence">{say('residence.status')}</a>
      </p>
    </Notice>
  )
}
