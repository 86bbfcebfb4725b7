/** What cities of the sample work on together: members, minutes, tasks, and a statement that one of them signed. */
import { createHash } from 'node:crypto'
import { ago, dayAgo, type Membership, type Playing } from './member.ts'
import { worldOf } from './outside.ts'

type Working = Membership['groups'][number]

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

async function founded(playing: Playing, it: Working): Promise<string> {
  const { stage, secretariat } = playing
  stage.at(ago(playing, it.daysAgo))
  const { name, purpose } = it
  const { group } = await stage.does(secretariat, 'groups.found', { name, purpose })
  for (const one of it.cities) {
    await stage.does(secretariat, 'groups.join', { group, city: playing[one].city })
  }
  await stage.does(secretariat, 'groups.chair', { group, city: playing[it.chair].city })
  return String(group)
}

async function works(playing: Playing, group: string, it: Working): Promise<void> {
  const { stage, secretariat } = playing
  const { daysAgo, title, text } = it.minutes
  stage.at(ago(playing, daysAgo))
  const met = { kind: 'minutes', title, text, on: dayAgo(playing, daysAgo) }
  await stage.does(secretariat, 'groups.file', { group, ...met })
  for (const one of it.tasks) {
    stage.at(ago(playing, one.daysAgo))
    const task = {
      title: one.title,
      city: playing[one.city].city,
      due: dayAgo(playing, -one.dueIn),
    }
    const { number } = await stage.does(secretariat, 'groups.set-task', { group, ...task })
    if (one.doneDaysAgo === undefined) continue
    stage.at(ago(playing, one.doneDaysAgo))
    await stage.does(secretariat, 'groups.finish-task', { group, number })
  }
}

/** A city signs by a decision of its own, which lies on its own domain. */
async function states(playing: Playing, group: string, it: Working): Promise<void> {
  const { stage, secretariat, home } = playing
  const { daysAgo, title, body, signed } = it.statement
  stage.at(ago(playing, daysAgo))
  const { statement } = await stage.does(secretariat, 'groups.publish', { group, title, body })
  stage.at(ago(playing, signed.daysAgo))
  const { authority, proof } = signed
  const document = worldOf(stage.city.settings.city)?.documents[proof]
  if (document === undefined) throw new Error(`Nobody publishes ${proof}`)
  const decided = dayAgo(playing, signed.decidedDaysAgo)
  const said = { authority, proof, decided, sha256: sha256(document) }
  await stage.does(secretariat, 'groups.sign', { group, statement, city: home.city, ...said })
}

/** Plays the working groups. */
export async function playGroups(playing: Playing, all: Membership['groups']): Promise<void> {
  for (const one of all) {
    const group = await founded(playing, one)
    await works(playing, group, one)
    await states(playing, group, one)
  }
}
