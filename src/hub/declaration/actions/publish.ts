/** The declaration's text comes in: a version in a language, as plain text, kept with its hash. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { action } from '#core/actions'
import { may } from '#core/people'
import { published } from '../entries.ts'
import { languageTag, versionName } from '../model.ts'
import { mayPublish } from '../rules.ts'
import { addText, hasVersion } from '../store/versions.ts'

/** The secretariat of the coalition, and the operator of the command line. */
export const secretariat = may('declaration.publish')

/** Hash of a text as everybody can make it: SHA-256 of its bytes in UTF-8. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** Publishes the text of a version in one language; the same text again changes nothing. */
export const publish = action({
  name: 'declaration.publish',
  path: '/declaration/publish',
  who: secretariat,
  input: z.object({
    version: versionName,
    language: languageTag,
    text: z.string().trim().min(20).max(200_000).meta({ input: 'textarea' }),
  }),
  output: z.object({ sha256: z.string(), added: z.boolean() }),
  rules: [mayPublish],
  records: [published],

  async run({ input, tx, now, record }) {
    const { version, language, text } = input
    mayPublish.require({ versionKnown: await hasVersion(tx, version) })
    const sha256 = hashOf(text)
    const added = await addText(tx, { version, language, sha256, text, at: now })
    const subject = `/declaration/texts/${sha256}`
    if (added) await record(published, { version, language, sha256 }, { subject })
    return { sha256, added }
  },
})
