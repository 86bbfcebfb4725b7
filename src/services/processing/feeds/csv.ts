/** The register as a table for spreadsheets. */
import { tableFeed } from '#core/pages'
import { purposeTitle, purposeWhy } from '../naming.ts'
import { type Activity, activitiesOf } from '../register.ts'
import { type Asked, found } from './search.ts'

/** One line for each activity. */
export const csv = tableFeed<Asked, Activity & { title: string; why: string }>(
  [
    ['purpose', (one) => one.id],
    ['version', (one) => one.version],
    ['service', (one) => one.service],
    ['title', (one) => one.title],
    ['why', (one) => one.why],
    ['fields', (one) => one.fields.join(' ')],
    ['special', (one) => (one.personal.some(({ special }) => special) ? 'yes' : 'no')],
    ['gdpr', (one) => one.gdpr],
    ['law', (one) => one.law],
    ['scope', (one) => one.scope],
    ['actors', (one) => one.actors.join(' ')],
    ['recipients', (one) => one.recipients.join('; ')],
    ['transfers', (one) => one.transfers.map(({ country }) => country).join(' ')],
    ['retention', (one) => one.retention],
    ['visibility', (one) => one.visibility],
    ['dpia', (one) => one.dpia],
  ],
  async function* ({ input, declared, city, say }) {
    yield found(activitiesOf(declared, city), input, say).map((one) => {
      return { ...one, title: purposeTitle(one.id, say), why: purposeWhy(one.id, say) }
    })
  },
)
