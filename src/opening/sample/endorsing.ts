/** How towns of the sample sign the declaration: every proof is shown, and checked by the hub itself. */
import { z } from 'zod'
import { ago, codeIn, dayAgo, mailbox, type Membership, type Playing } from './member.ts'
import { writeName } from './outside.ts'

const HOUR = 3_600_000
type Joining = Membership['joined'][number]

const Mine = z.object({ domains: z.array(z.object({ token: z.string() })) })

/** The form, from its first page to the last. */
async function submitted(playing: Playing, it: Joining): Promise<{ code: string; number: string }> {
  const { stage } = playing
  const who = mailbox(it.mailbox)
  const { name, country, domain, signer } = it
  const about = { name, country, level: 'municipality' }
  const { code } = await stage.does(who, 'endorsements.begin', about)
  const { daysAgo, ...decision } = it.decision
  const decidedOn = dayAgo(playing, daysAgo)
  const said = { ...decision, decidedOn, declaration: '2018-11', documentLanguage: 'en' }
  await stage.does(who, 'endorsements.keep-decision', { code, ...said })
  await stage.does(who, 'endorsements.keep-domains', { code, domains: domain })
  const boxes = { mailbox: it.mailbox, signerMailbox: signer }
  await stage.does(who, 'endorsements.keep-contacts', { code, ...boxes })
  const { number } = await stage.does(who, 'endorsements.submit', { code })
  return { code: String(code), number: String(number) }
}

/** The token in the town's DNS, and the links of two letters. */
async function proved(playing: Playing, it: Joining, code: string): Promise<void> {
  const { stage } = playing
  const who = mailbox(it.mailbox)
  const { domains } = Mine.parse(await stage.looks(who, 'endorsements.mine', { code }))
  const name = `_cityright-challenge.${it.domain}`
  for (const { token } of domains)
    writeName(stage.city.settings.data, name, `cityright-endorse=${token}`)
  for (const box of [it.mailbox, it.signer]) {
    const link = await codeIn(playing, box, /\/endorse\/confirm\/([0-9a-z]+)/)
    await stage.does(mailbox(box), 'endorsements.confirm', { code: link })
  }
  await stage.does(who, 'endorsements.check-again', { code })
  await stage.post()
}

/** Two people review, and who keeps the directory publishes. */
async function reviewed(playing: Playing, it: Joining, number: string): Promise<void> {
  const { stage, cast, secretariat, home } = playing
  const reviewer = cast.officials.get('reviewer')
  if (!reviewer || it.until !== 'member') return
  stage.at(ago(playing, it.daysAgo - 4))
  const link = it.register ?? it.decision.documentUrl
  await stage.does(reviewer, 'endorsements.vouch', { number, way: 'register', link })
  for (const one of [reviewer, secretariat]) {
    await stage.does(one, 'endorsements.review', { number, verdict: 'accept' })
  }
  await stage.post()
  const city = it.of === 'home' ? { city: home.city } : {}
  await stage.does(secretariat, 'cities.admit', { application: number, ...city })
}

/** One town becomes a member; another one waits for its reviewers. */
export async function playEndorsements(playing: Playing, all: Membership['joined']): Promise<void> {
  const { stage, cast, secretariat } = playing
  const reviewer = cast.officials.get('reviewer')
  stage.at(ago(playing, 60))
  const employers = [
    [secretariat, 'coalition.example'],
    [reviewer, 'eastern-towns.example'],
  ] as const
  for (const [who, employer] of employers) {
    if (who) await stage.does(who, 'endorsements.state-employer', { employer })
  }
  for (const one of all) {
    stage.at(ago(playing, one.daysAgo))
    const { code, number } = await submitted(playing, one)
    stage.at(ago(playing, one.daysAgo) + 26 * HOUR)
    await proved(playing, one, code)
    await reviewed(playing, one, number)
  }
}
