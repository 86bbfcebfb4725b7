/** Everything that can be looked at of Open311. */
import { deskPage } from './desk.tsx'
import { keyPage } from './key.tsx'
import { showPage } from './show.tsx'

export const pages = [showPage, deskPage, keyPage]
