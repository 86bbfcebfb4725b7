import type { Personal } from '#core/vault'

/** A letter the city sends: plain text, in the language of who receives it. */
export interface Letter {
  /** The address; a personal one is revealed only when the letter goes out. */
  readonly to: Personal<string, string> | string
  readonly subject: string
  readonly text: string
  readonly language: string
  /** The same key gives the same Message-ID, so a letter sent twice is seen as one. */
  readonly key?: string
}

/** A letter of the sample city's mailbox. */
export interface KeptLetter {
  readonly id: string
  readonly at: string
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly language: string
}

/** How letters leave the city. */
export interface Mail {
  /** Resolves when the next server took the letter over; otherwise throws a failure without personal data. */
  send(letter: Letter): Promise<{ id: string }>
  /** Letters of the mailbox folder, newest first, at most 200; none when mail goes out by SMTP. */
  listLetters(): Promise<KeptLetter[]>
  close(): Promise<void>
}

/** Where letters go: a server, or a folder for a city that only tries things out. */
export interface MailSettings {
  /** `smtp://name:secret@host:587` or `smtps://…:465`. */
  readonly smtp?: string
  /** Folder of the mailbox shown by the sample city. */
  readonly mailbox?: string
  /** `City of Luzarra <city@luzarra.example>` */
  readonly from: string
  readonly clock?: () => string
}
