/** Every page about commitments. */
import { comparePage } from './compare.tsx'
import { deskPage } from './desk.tsx'
import { listPage } from './list.tsx'
import { invitedPage, officialsPage } from './officials.tsx'
import { promisePage } from './promise.tsx'
import { showPage } from './show.tsx'

export const pages = [
  listPage,
  promisePage,
  comparePage,
  officialsPage,
  invitedPage,
  showPage,
  deskPage,
]
