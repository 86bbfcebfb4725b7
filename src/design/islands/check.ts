/** Verifies public records in the browser. The page says what else can be done without it. */
import '../style/_check.scss'
import { startChecks } from './check/page.ts'

startChecks(({ worker = '' }) => new Worker(worker, { type: 'module' }))
