import type { Mail, MailSettings } from './model.ts'

/** Opens the way out for letters. */
export function openMail(_settings: MailSettings): Mail {
  throw new Error('not built yet')
}
