/** When other keys are believed. Pure. */
import { rule } from '#core/kernel'

interface Accepting {
  /** Alarms about another key that are raised now. */
  readonly alarms: number
}
export const mayAccept = rule<Accepting>({
  name: 'changes.mayAccept',
  says: 'Who shows another key is believed again when the secretariat says how it knows; a contradiction that was signed stays.',
  law: 'Statute of the coalition, section 3.3',
  refuseWhen: { 'nothing-to-accept': ({ alarms }) => alarms === 0 },
})
