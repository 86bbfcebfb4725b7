/** The register for programs (https://w3id.org/dpv). */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { z } from 'zod'
import { ropaOf } from '../dpv.ts'
import { activitiesOf, answeringOf } from '../register.ts'

/** The same as JSON-LD with the Data Privacy Vocabulary, for other registers. */
export const ropaPage = page({
  name: 'processing.linked-data',
  path: '/processing/linked-data',
  who: anyone,
  input: z.object({ language: z.string().max(10).optional() }),
  load: ({ declared, city, language, now }) =>
    Promise.resolve({
      activities: activitiesOf(declared, city),
      answering: answeringOf(city, language),
      url: city.url,
      language,
      now,
    }),
  sends: ({ activities, language, ...of }, { say }) => ({
    type: 'application/ld+json; charset=utf-8',
    text: `${JSON.stringify(ropaOf(activities, { ...of, say: say(language) }), null, 2)}\n`,
  }),
  view: () => {
    throw new Error('the register for programs is no page')
  },
})
