/** When a city's answer may be noted. */
import { rule } from '#core/kernel'

interface Answering {
  readonly asked: boolean
  readonly on: string
  readonly today: string
}
export const mayNoteAnswer = rule<Answering>({
  name: 'supporters.mayNoteAnswer',
  says: 'An answer is noted for a city that was asked, with the day on which it answered.',
  law: 'Statutes of the coalition, part 5, art. 4',
  refuseWhen: {
    'nobody-asked': ({ asked }) => !asked,
    'in-the-future': ({ on, today }) => on > today,
  },
})
