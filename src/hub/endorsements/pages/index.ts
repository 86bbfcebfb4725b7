import { calendarPage } from './calendar.tsx'
import { deskPage } from './desk.tsx'
import { checkPage, contactsPage, decisionPage, domainsPage } from './draft.tsx'
import { actionsPage } from './first-actions.tsx'
import { applicationPage, applicationsPage } from './application.tsx'
import { membershipPage } from './membership.tsx'
import { confirmPage, hearingPage } from './letters.tsx'
import { followPage, minePage } from './mine.tsx'
import { endorsePage, newPage } from './start.tsx'

/** The pages of endorsing; an address with fixed words comes before one with a parameter. */
export const pages = [
  endorsePage,
  newPage,
  decisionPage,
  domainsPage,
  contactsPage,
  actionsPage,
  checkPage,
  followPage,
  minePage,
  confirmPage,
  hearingPage,
  applicationsPage,
  deskPage,
  calendarPage,
  applicationPage,
  membershipPage,
]
