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
