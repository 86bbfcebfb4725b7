/** Who is told when somebody read in an emergency: the person and the officer, within a minute. */
import { type Job, job } from '#core/jobs'
import type { Emergency } from '#core/vault'
import type { RunningCity } from '#core/web'
import { z } from 'zod'

type Base = Omit<RunningCity, 'jobs' | 'limits' | 'declared'>

/** Emergencies of one round; the next ones follow a minute later. */
const AT_ONCE = 50

/** Tells the mailbox that the city states for its data protection officer; false when it states none. */
async function tellOfficer(base: Base, { access, purpose, at }: Emergency): Promise<boolean> {
  const officer = base.facts.discovery?.contacts?.['dpo']
  if (!officer) {
    const says = 'nobody was told of an emergency: name discovery.contacts.dpo in city.json'
    base.log.error({ access }, says)
    return false
  }
  const [language = 'en'] = base.facts.languages
  const say = base.say(language)
  await base.mail.send({
    to: officer.replace(/^mailto:/, ''),
    subject: say('vault.mail.officer.subject', { purpose }),
    text: say('vault.mail.officer.body', { purpose, access, at }),
    language,
    key: `officer-${access}`,
  })
  return true
}

/** True as well for somebody who has no account: it stands in their folder when they get one. */
async function tellPerson(base: Base, { access }: Emergency, now: string): Promise<boolean> {
  const found = await base.channel('account').accounts.notice(access, now)
  if (!found) return true
  const say = base.say(found.language)
  const { name: city } = base.facts
  await base.mail.send({
    to: found.to,
    subject: say('vault.mail.emergency.subject'),
    text: say('vault.mail.emergency.body', { city, url: base.facts.url }),
    language: found.language,
    key: `person-${access}`,
  })
  return true
}

/** Tells of every emergency that was not told yet. One that cannot be told now is tried again. */
export function emergencies(base: Base): Job {
  return job({
    name: 'vault.emergencies',
    input: z.object({}),
    every: '* * * * *',
    async run({ now }) {
      const { rights } = base.channel('folder')
      for (const one of await rights.emergencies(AT_ONCE)) {
        const tell = one.whom === 'officer' ? tellOfficer(base, one) : tellPerson(base, one, now)
        if (await tell) await rights.told(one, now)
      }
    },
  })
}
