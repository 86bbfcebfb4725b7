/** Who may say that a machine gave a report the right category. Pure. */
import { rule } from '#core/kernel'
import { publicClass, type State } from './model.ts'

/** Who says that the machine was right teaches it as much as who corrects it. */
export const mayConfirmCategory = rule<{ state: State; byMachine: boolean; confirmed: boolean }>({
  name: 'reports.may-confirm-category',
  says: 'The city may say that the category a machine gave to an open report is right, once.',
  law: 'Public Space Ordinance 4/2025, art. 8',
  refuseWhen: {
    'not-open': ({ state }) => publicClass(state) !== 'open',
    'not-sorted-by-machine': ({ byMachine }) => !byMachine,
    'confirmed-already': ({ confirmed }) => confirmed,
  },
})
