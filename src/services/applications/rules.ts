/** Who decides what an application may do, and who is handed over. Pure. */
import { rule } from '#core/kernel'
import { isAddress, onOneHost, type Facts } from './model.ts'

interface Registering {
  readonly facts: Facts
}

export const mayRegister = rule<Registering>({
  name: 'applications.mayRegister',
  says: 'An application has a name and a purpose in the words of the city, safe addresses on one host, and a reason for each thing it asks.',
  law: 'Digital Services Ordinance 6/2025, art. 10',
  refuseWhen: {
    'no-words': ({ facts: { name, purpose } }) =>
      Object.keys(name).length === 0 || Object.keys(purpose).length === 0,
    'unsafe-address': ({ facts: { returns, afterwards } }) =>
      returns.length === 0 || ![...returns, ...afterwards].every(isAddress),
    'several-hosts': ({ facts: { returns } }) => returns.length > 0 && !onOneHost(returns),
    'no-reason': ({ facts: { needs } }) =>
      needs.some(({ reason }) => Object.keys(reason).length === 0),
  },
})

interface Deciding {
  readonly proposedBy: string | null
  readonly by: string
  readonly state: 'proposed' | 'standing' | 'ended'
}

export const mayApprove = rule<Deciding>({
  name: 'applications.mayApprove',
  says: 'What one official proposes of an application, another approves.',
  law: 'Digital Services Ordinance 6/2025, art. 10',
  refuseWhen: {
    'nothing-proposed': ({ proposedBy }) => proposedBy === null,
    'own-proposal': ({ proposedBy, by }) => proposedBy === by,
    'application-ended': ({ state }) => state === 'ended',
  },
})

interface Allowing {
  /** What has still to be shown: null when it is enough. */
  readonly proof: 'more' | 'again' | 'impossible' | null
}

export const mayAllow = rule<Allowing>({
  name: 'applications.mayAllow',
  says: 'A resident signs in to an application as surely as it asks.',
  law: 'Digital Services Ordinance 6/2025, art. 11; GDPR art. 7',
  refuseWhen: {
    'not-sure-enough': ({ proof }) => proof !== null,
  },
})
