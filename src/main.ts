/** Starts what the command line asks for. */
import { run } from './cli/run.ts'

process.exitCode = await run(process.argv.slice(2))
