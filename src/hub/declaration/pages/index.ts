import { amendmentPage, amendmentsPage, proposingPage } from './amendments.tsx'
import { declarationPage, historyPage, textPage } from './declaration.tsx'
import { principlePage, principlesPage } from './principles.tsx'

/** The pages of the declaration; an address with fixed words comes before one with a parameter. */
export const pages = [
  declarationPage,
  historyPage,
  textPage,
  principlesPage,
  principlePage,
  amendmentsPage,
  proposingPage,
  amendmentPage,
]
