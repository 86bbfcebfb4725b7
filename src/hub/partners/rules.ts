/** When a partner is listed, and when it leaves. */
import { rule } from '#core/kernel'

const LAW = 'Statutes of the coalition, part 4'

interface Listing {
  readonly known: boolean
}
export const mayList = rule<Listing>({
  name: 'partners.mayList',
  says: 'A partner is listed once.',
  law: `${LAW}, art. 1`,
  refuseWhen: { 'already-listed': ({ known }) => known },
})

interface Leaving {
  readonly gone: boolean
}
export const mayLeave = rule<Leaving>({
  name: 'partners.mayLeave',
  says: 'A partner that is still one may leave; what it did stays readable.',
  law: `${LAW}, art. 3`,
  refuseWhen: { 'already-left': ({ gone }) => gone },
})
