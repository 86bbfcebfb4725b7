/** What the web shell borrows from the design: pages for refusals and faults, and where people sign in. */
import type { Frame } from '#core/web'
import { ProblemPage } from '#design'

export const frame: Frame = {
  signIn: '/sign-in',
  prove: '/prove',
  problem: (status, refusal) => <ProblemPage status={status} refusal={refusal} />,
}
