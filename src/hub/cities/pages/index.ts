import { acceptedPage } from './accepted.tsx'
import { directoryPage } from './directory.tsx'
import { addingPage, editPage } from './edit.tsx'
import { profilePage } from './profile.tsx'

/** The pages of the directory. */
export const pages = [directoryPage, addingPage, acceptedPage, profilePage, editPage]
