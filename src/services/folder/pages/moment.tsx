import type { Say } from '#core/text'
import { type Access, basisIn, type Mandate } from '#core/vault'
import type { Moment } from '#design'
import { CaseLink, caseOf, type Standing } from '#services/protection'
import { denial, purposeTitle, reasonLabel, reasonOf, sentence } from '../naming.ts'
import { Contested } from './contests.tsx'

/** What stands beside readings: requests about them, and mandates by which somebody read. */
export interface Beside {
  readonly standing: readonly Standing[]
  readonly mandates: readonly Mandate[]
}

/** Whoever did not read it themselves may ask and contest as well. */
function onward({ actor }: Access, say: Say): { text?: string } {
  return actor.kind === 'self' ? {} : { text: say('folder.onward.access') }
}

/** One reading as a sentence, with purpose, case, reason and legal basis below, and the way to its proof. */
export function moment(access: Access, { standing, mandates }: Beside, say: Say): Moment {
  const denied = access.outcome === 'denied'
  const { shownFrom } = access
  const said = sentence(access, say, mandates)
  const about = caseOf(access, say)
  const asked = standing.filter((one) => one.access === access.id)
  return {
    at: access.at,
    tone: denied || access.emergency ? 'warning' : 'neutral',
    title: said,
    proof: { href: `/folder/accesses/${access.id}`, about: said, ...onward(access, say) },
    text: (
      <ul>
        <li>{say('folder.why', { why: purposeTitle(access.purpose, say) })}</li>
        {about && (
          <li>
            {say('folder.case')} <CaseLink about={about} />
          </li>
        )}
        {access.reason && (
          <li>
            {reasonLabel(access, say)}: <bdi>{reasonOf(access.reason, say)}</bdi>
          </li>
        )}
        {access.basis && <li>{say('folder.basis', { basis: basisIn(access.basis, say) })}</li>}
        {denied && <li>{denial(access, say)}</li>}
        {access.emergency && <li>{say('folder.emergency')}</li>}
        {asked.length > 0 && (
          <li>
            <Contested standing={asked} say={say} />
          </li>
        )}
        {shownFrom && <li>{say('folder.delayed', { from: say.date(shownFrom) })}</li>}
      </ul>
    ),
  }
}
