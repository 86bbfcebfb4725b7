/** An application, one that waits for its approval, and a resident who is being asked, so that their pages show something. */
import { signInWaits } from '../src/opening/sample/applications.ts'
import type { Somebody, TestCity } from './city.ts'
import { act, letIn } from './foreign-application.ts'

/** The pages of the register, and of a sign-in that waits; the resident answered another. */
export async function withApplication(
  { city }: TestCity,
  resident: Somebody,
  officials: readonly [Somebody, Somebody],
): Promise<Record<string, string>> {
  const [first] = officials
  const application = 'catalogue'
  await letIn(officials, { application, claims: ['email', 'name'], must: ['email'] })
  const { secret } = await first.does(act('applications.make-secret'), { application })
  await first.does(act('applications.propose'), {
    ...{ application: 'tickets', name: { en: 'Tickets' }, purpose: { en: 'Buy tickets.' } },
    ...{
      kind: 'public',
      returns: 'https://tickets.example/in',
      contact: 'tickets@luzarra.example',
    },
  })
  const now = city.clock()
  await signInWaits(city.db, { interaction: 'one-that-waits', application, now })
  await signInWaits(city.db, { interaction: 'one-that-is-answered', application, now })
  await resident.does(act('applications.allow'), {
    interaction: 'one-that-is-answered',
    claims: [],
  })
  return {
    'applications.asked': '/applications/asked/one-that-waits',
    'applications.one': `/applications/desk/${application}`,
    'applications.secret': `/applications/desk/${application}/secret/${secret}`,
  }
}
