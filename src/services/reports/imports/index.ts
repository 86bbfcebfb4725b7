/** What `cityright import` takes in for this service. */
import { districtsImport } from './districts.ts'
import { reportsImport } from './reports.ts'

export const imports = [reportsImport, districtsImport]
