/** Letters by e-mail: plain text first, addresses revealed at the last moment. */
export { type KeptLetter, type Letter, type Mail, type MailSettings } from './model.ts'
export { openMail } from './mail.ts'
