/** Reporting where there is no connection: keeps the page on the telephone, and drafts until they are sent. */
import { startDrafts } from './offline/page.ts'
import type { OfflineProps } from './offline/props.ts'

const root = document.querySelector<HTMLElement>('[data-island="offline"]')
if (root && 'serviceWorker' in navigator && 'indexedDB' in globalThis) {
  const props = JSON.parse(root.dataset['props'] ?? '{}') as OfflineProps
  void navigator.serviceWorker.register(props.worker, { scope: props.scope }).catch(() => undefined)
  if (root.dataset['what'] === 'drafts') startDrafts(root, props)
  else root.hidden = false
}
