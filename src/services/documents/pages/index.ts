/** Everything people can look at about documents. Fixed addresses stand before those with a part to fill in. */
import { coverPage, ownProof } from './cover.tsx'
import { deskOne, deskPage } from './desk.tsx'
import { ownFile, sharedFile } from './files.tsx'
import { minePage, newPage } from './mine.tsx'
import { onePage } from './one.tsx'
import { openedPage, sharedPage } from './link.tsx'
import { checkPage, checkProof, checkSeal, numberPage, verifyPage } from './verify.tsx'

/** For their person, for whoever has a link, for whoever checks, and for the desk. */
export const pages = [
  minePage,
  newPage,
  deskPage,
  deskOne,
  onePage,
  ownFile,
  coverPage,
  ownProof,
  sharedPage,
  openedPage,
  sharedFile,
  verifyPage,
  numberPage,
  checkPage,
  checkProof,
  checkSeal,
]
