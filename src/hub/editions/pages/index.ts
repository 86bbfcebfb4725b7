import { draftPage, previewPage } from './draft.tsx'
import { listPage } from './list.tsx'
import { filePage, showPage } from './show.tsx'
import { newPage, wordsPage } from './words.tsx'

/** Every page of this service. */
export const pages = [listPage, newPage, draftPage, wordsPage, previewPage, showPage, filePage]
