/** The proofs of a member in a few lines, where a city is shown; what they rest on is a page away. */
import { useHere } from '#core/pages'
import { Summary, Tag } from '#design'
import { proofs, type Standing } from '../model.ts'
import { STANDS } from './tones.ts'

/** Which proofs a membership has, each as it stands today; who came from a list has none, and it is said. */
export function ProofTags(props: { readonly city: string; readonly standing: Standing | null }) {
  const { say } = useHere()
  const { city, standing } = props
  const rows = proofs.flatMap((proof) => {
    const stands = standing === null ? 'waits' : standing[proof]
    if (stands === undefined) return []
    const value = <Tag tone={STANDS[stands]}>{say(`endorsements.stands.${stands}`)}</Tag>
    return [{ key: say(`endorsements.proof.${proof}`), value }]
  })
  return (
    <>
      <Summary title={say('endorsements.proofs')} rows={rows} />
      <p>
        <a href={`/cities/${city}/endorsement`}>{say('endorsements.proofs.more')}</a>
      </p>
    </>
  )
}
