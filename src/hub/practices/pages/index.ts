import { cityPage } from './city.tsx'
import { editPage, newPage } from './edit.tsx'
import { listPage } from './list.tsx'
import { askedPage, showPage, versionPage } from './show.tsx'

/** Every page of the compendium. */
export const pages = [listPage, newPage, askedPage, showPage, editPage, versionPage, cityPage]
