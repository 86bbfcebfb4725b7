/** The services this city runs: the table of contents of the product. */
import account from '#services/account'
import algorithms from '#services/algorithms'
import developers from '#services/developers'
import folder from '#services/folder'
import home from '#services/home'
import operations from '#services/operations'
import record from '#services/record'
import reports from '#services/reports'
import type { Service } from '#core/service'

export const services: readonly Service[] = [
  home,
  account,
  reports,
  folder,
  record,
  algorithms,
  operations,
  developers,
]
