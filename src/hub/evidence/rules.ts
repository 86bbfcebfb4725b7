/** The rules about evidence: who may contradict it, and until when the city answers. Pure. */
import { rule } from '#core/kernel'

/** Working days a city has for its answer (coalition-access.md 3.2, 3.3). */
export const ANSWER_DAYS = 20

const statute = (section: string) => `Statute of the coalition, section ${section}`

/** Anybody may say that a finding is wrong; it is published and the city has to answer. */
export const mayContradict = rule<{ found: boolean; open: number }>({
  name: 'evidence.may-contradict',
  says: 'Anybody may contradict what is shown of a city; it is published, and the city answers in 20 working days.',
  law: statute('3.3'),
  refuseWhen: {
    'nothing-found': ({ found }) => !found,
    'many-open': ({ open }) => open >= 20,
  },
})

/** The city answers once, in public; the secretariat may hand an answer on for it. */
export const mayAnswer = rule<{ answered: boolean; hidden: boolean }>({
  name: 'evidence.may-answer',
  says: 'The city answers a contradiction once; question and answer stay published side by side.',
  law: statute('3.3'),
  refuseWhen: {
    'already-answered': ({ answered }) => answered,
    'not-shown': ({ hidden }) => hidden,
  },
})

interface Confirming {
  /** Is there something in the finding that holds? */
  readonly holds: boolean
  /** Is what stands in the form what is known now? */
  readonly same: boolean
  readonly confirmed: boolean
}
interface Peer extends Confirming {
  readonly mine: boolean
  readonly own: boolean
  readonly member: boolean
}

/** An official of another member city looked for herself: E4. */
export const mayConfirm = rule<Peer>({
  name: 'evidence.may-confirm',
  says: 'An official of another member city confirms what she has seen herself, once for each state of the facts.',
  law: statute('3.2'),
  refuseWhen: {
    'not-your-city': ({ mine }) => !mine,
    'not-a-member': ({ member }) => !member,
    'own-evidence': ({ own }) => own,
    'nothing-holds': ({ holds }) => !holds,
    'facts-changed': ({ same }) => !same,
    'confirmed-already': ({ confirmed }) => confirmed,
  },
})

interface Reviewer extends Confirming {
  readonly employed: boolean
  readonly declared: boolean
}

/** An independent reviewer looked for herself: E5. */
export const mayAttest = rule<Reviewer>({
  name: 'evidence.may-attest',
  says: 'A reviewer whom no member city employed for two years, and who names her interests, confirms what she has seen herself.',
  law: statute('3.2'),
  refuseWhen: {
    'employed-by-a-city': ({ employed }) => employed,
    'independence-not-declared': ({ declared }) => !declared,
    'nothing-holds': ({ holds }) => !holds,
    'facts-changed': ({ same }) => !same,
    'confirmed-already': ({ confirmed }) => confirmed,
  },
})

/** Whoever confirmed may take it back; that it had been confirmed stays readable. */
export const mayTakeBack = rule<{ mine: boolean; withdrawn: boolean }>({
  name: 'evidence.may-take-back',
  says: 'Whoever confirmed something takes it back; that it had been confirmed stays readable.',
  law: statute('3.2'),
  refuseWhen: {
    'not-yours': ({ mine }) => !mine,
    'taken-back-already': ({ withdrawn }) => withdrawn,
  },
})
