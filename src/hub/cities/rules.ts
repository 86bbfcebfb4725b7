/** The rules of the directory: when two rows are one city. Pure. */
import { rule } from '#core/kernel'

interface Join {
  readonly city: string
  readonly into: string
  readonly sameCountry: boolean
  /** Is one of the two gone already? */
  readonly joined: boolean
  /** Has the row that goes a membership that was decided here? */
  readonly proved: boolean
  readonly because: 'domain' | 'register'
  readonly sharedDomain: boolean
  readonly link: string | undefined
}
/** There are two Méridas and two Bergens: a name alone joins nothing. */
export const mayJoin = rule<Join>({
  name: 'cities.mayJoin',
  says: 'Two rows are one city when they share an official domain or a register says so, never by name alone; the row of a member stays.',
  law: 'Statute of the coalition, section 3.4',
  refuseWhen: {
    'cities.itself': ({ city, into }) => city === into,
    'cities.another-country': ({ sameCountry }) => !sameCountry,
    'cities.joined-already': ({ joined }) => joined,
    'cities.member-stays': ({ proved }) => proved,
    'cities.no-shared-domain': ({ because, sharedDomain }) => because === 'domain' && !sharedDomain,
    'cities.no-register': ({ because, link }) => because === 'register' && link === undefined,
  },
})
