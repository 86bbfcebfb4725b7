/** What the browser's part of reporting without a connection needs to know. */
export interface OfflineProps {
  /** The address of the worker that keeps the page. */
  readonly worker: string
  /** Only what is below this address is kept. */
  readonly scope: string
  /** Where photos and reports are handed in, and the reporter's page, with `{code}` in it. */
  readonly uploads: string
  readonly send: string
  readonly follow: string
  readonly words: Readonly<
    Record<
      | 'waiting'
      | 'sending'
      | 'sent'
      | 'attention'
      | 'kept'
      | 'full'
      | 'went'
      | 'photos'
      | 'here'
      | 'nowhere',
      string
    >
  >
}
