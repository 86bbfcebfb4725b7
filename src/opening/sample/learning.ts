/** What cities of the sample tell each other: practices at every stage, and who reuses which. */
import { z } from 'zod'
import { ago, codeIn, dayAgo, mailbox, type Membership, type Playing } from './member.ts'

const DAY = 86_400_000
type Told = Membership['practices'][number]
type Placed = Told & { readonly practice: string }

const Content = z.looseObject({ contact: z.string() })

async function told(playing: Playing, one: Told): Promise<string> {
  const { stage, secretariat } = playing
  const { city, official } = playing[one.of]
  stage.at(ago(playing, one.daysAgo))
  const { practice } = await stage.does(official, 'practices.draft', { city, ...one.content })
  await stage.does(official, 'practices.approve', { practice })
  if (one.state === 'published') {
    const ticks = { facts: true, praise: true, plain: true }
    await stage.does(secretariat, 'practices.publish', { practice, ...ticks })
  }
  return String(practice)
}

/** After a year the office gets a letter, and says that it is still true. */
async function asked(playing: Playing, one: Placed): Promise<void> {
  const { stage } = playing
  stage.at(ago(playing, one.daysAgo) + 366 * DAY)
  await stage.hour('practices.ask-again')
  const { contact } = Content.parse(one.content)
  const code = await codeIn(playing, contact, /\/practices\/asked\/([0-9a-z]+)/)
  stage.at(ago(playing, one.daysAgo) + 367 * DAY)
  await stage.does(mailbox(contact), 'practices.still-true', { code })
}

async function adopted(playing: Playing, one: Placed): Promise<void> {
  if (!one.adopted) return
  const { by, daysAgo, words } = one.adopted
  const { city, official } = playing[by]
  playing.stage.at(ago(playing, daysAgo))
  const said = { practice: one.practice, city, since: dayAgo(playing, daysAgo + 10), words }
  await playing.stage.does(official, 'practices.adopt', said)
}

/** Plays the compendium, from the oldest practice to the newest. */
export async function playPractices(playing: Playing, all: Membership['practices']): Promise<void> {
  const placed: Placed[] = []
  for (const one of all.toSorted((a, b) => b.daysAgo - a.daysAgo)) {
    placed.push({ ...one, practice: await told(playing, one) })
  }
  for (const one of placed) {
    await adopted(playing, one)
    if (one.asked) await asked(playing, one)
  }
}
