/** An application, a historic member and a hearing, for tests that look at every page. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { sql, type TestCity } from '#test/city'
import { hubCan } from '#test/coalition'

const HEARING = 'hearingcode'
const Code = z.object({ code: z.string() })
const Letter = z.object({ input: Code })

async function drafted({ anybody }: TestCity, address: string, name: string): Promise<string> {
  const about = { name, country: 'NO', level: 'municipality' }
  const { code } = Code.parse(await anybody.does(hubCan('endorsements.begin'), about))
  const decision = {
    body: 'City council',
    decidedOn: '2026-02-10',
    reference: '12/2026',
    declaration: '2018-11',
    documentUrl: `${address}/accessibility`,
    documentLanguage: 'nb',
  }
  await anybody.does(hubCan('endorsements.keep-decision'), { code, ...decision })
  const domains = new URL(address).host
  await anybody.does(hubCan('endorsements.keep-domains'), { code, domains })
  const contacts = { mailbox: 'post@localhost', signerMailbox: 'mayor@localhost' }
  await anybody.does(hubCan('endorsements.keep-contacts'), { code, ...contacts })
  const first = { access: 'A class in every library.' }
  await anybody.does(hubCan('endorsements.keep-actions'), { code, ...first })
  return code
}

/**
 * One application is submitted, another is a draft, and a member of the directory is to be heard. Gives the addresses
 * of the pages. `city` is one of the directory; the test's city listens at `address`, and asks no name server.
 */
export async function endorsed(
  it: TestCity,
  { address, city }: { address: string; city: string },
): Promise<Readonly<Record<string, string>>> {
  const draft = await drafted(it, address, 'Molde')
  const code = await drafted(it, address, 'Bergen')
  const { number } = z
    .object({ number: z.number() })
    .parse(await it.anybody.does(hubCan('endorsements.submit'), { code }))
  const [letter] = await it.rows(sql`select input from jobs.job
    where name = 'endorsements.letter' order by id limit 1`)
  const hash = createHash('sha256').update(HEARING).digest('hex')
  await it.city.db.transact(async (tx) => {
    await tx.run(sql`insert into endorsements.membership (city, name, state, source, changed_at)
      values (${city}, 'Grenoble', 'historic', 'brochure', now())`)
    await tx.run(sql`insert into endorsements.hearing (city, since, proposed_on, until, code_hash)
      values (${city}, '2024-01-01', '2026-02-20', '2026-03-22', ${hash})`)
  })
  const steps = ['decision', 'domains', 'contacts', 'actions', 'check']
  return {
    ...Object.fromEntries(
      steps.map((step) => [`endorsements.${step}-step`, `/endorse/draft/${draft}/${step}`]),
    ),
    'endorsements.mine': `/endorse/mine/${code}`,
    'endorsements.confirming': `/endorse/confirm/${Letter.parse(letter).input.code}`,
    'endorsements.hearing': `/endorse/hearing/${HEARING}`,
    'endorsements.show': `/endorsements/${number}`,
    'endorsements.membership': `/cities/${city}/endorsement`,
  }
}
