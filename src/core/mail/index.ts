/** Letters by e-mail: plain text first, addresses revealed at the last moment; and mail that comes in. */
export {
  type KeptLetter,
  type Letter,
  type Mail,
  type MailSettings,
  type Posting,
  type Signing,
} from './model.ts'
export { openMail } from './mail.ts'
export { MailFailure } from './smtp.ts'
export { type Incoming, readIncoming } from './incoming.ts'
export { type Proof, type Resolver } from './proof.ts'
export {
  type Answered,
  type Arrived,
  type DoorSettings,
  type MailDoor,
  openMailDoor,
} from './door.ts'
