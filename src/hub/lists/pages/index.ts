/** Every page of the lists, in the order in which the reference names them. */
import { deskPage } from './desk.tsx'
import { listPage } from './list.tsx'
import { listsPage, openingPage } from './lists.tsx'
import { leavingPage, minePage } from './mine.tsx'
import { askedPage, leftPage, waitsPage } from './said.tsx'
import { filePage, messagePage, threadPage } from './thread.tsx'

export const pages = [
  listsPage,
  openingPage,
  minePage,
  leavingPage,
  listPage,
  deskPage,
  askedPage,
  leftPage,
  waitsPage,
  threadPage,
  messagePage,
  filePage,
]
