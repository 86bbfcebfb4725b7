/** Starts what the command line asks for. */
import { runAlone, standsAlone } from './cli/alone.ts'

const argv = process.argv.slice(2)
const run = standsAlone(argv) ? runAlone : (await import('./cli/run.ts')).run
process.exitCode = await run(argv)
