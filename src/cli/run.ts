/** The command line: `./bin/cityright` (architecture.md §5). */
import { Command, CommanderError } from 'commander'
import { auditCommand } from './audit.ts'
import { auditServiceCommand } from './audit-service.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { discoveryCommand } from './discovery.ts'
import { importCommand } from './import.ts'
import { keyAgentCommand } from './key-agent.ts'
import { keysCommand } from './keys.ts'
import { listsCommand } from './lists.ts'
import { masterkeyCommand } from './masterkey.ts'
import { migrateCommand } from './migrate.ts'
import { open311CheckCommand } from './open311-check.ts'
import { probeCommand } from './probe.ts'
import { monitorCommand } from './monitor.ts'
import { routeCommand } from './route.ts'
import { sampleCommand } from './sample.ts'
import { startCommand } from './start.ts'
import { trainCommand } from './train.ts'
import { Unusable } from './unusable.ts'
import { vaultCommand } from './vault.ts'
import { verifyCommand } from './verify.ts'
import { witnessCommand } from './witness.ts'

/** Exit codes: done, refused or failed, used wrongly. */
export const DONE = 0
export const REFUSED = 1
const MISUSED = 2

/** Every command of the city, for running and for the reference. */
export function commands(): Command {
  const program = new Command('cityright')
    .description('The platform with which a city gives its residents their digital rights')
    .exitOverride()
    .showHelpAfterError('(cityright --help says more)')
  for (const command of [
    startCommand,
    migrateCommand,
    sampleCommand,
    importCommand,
    vaultCommand,
    keyAgentCommand,
    keysCommand,
    masterkeyCommand,
    backupCommand,
    restoreCommand,
    verifyCommand,
    monitorCommand,
    witnessCommand,
    probeCommand,
    open311CheckCommand,
    discoveryCommand,
    listsCommand,
    auditCommand,
    auditServiceCommand,
    routeCommand,
    trainCommand,
  ]) {
    program.addCommand(command().exitOverride())
  }
  return program
}

/** Runs one command. Errors are one readable line on standard error, never a stack trace. */
export async function run(argv: readonly string[]): Promise<number> {
  try {
    await commands().parseAsync([...argv], { from: 'user' })
    return Number(process.exitCode ?? DONE)
  } catch (failure) {
    if (failure instanceof CommanderError) return failure.exitCode === 0 ? DONE : MISUSED
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`)
    return failure instanceof Unusable ? MISUSED : REFUSED
  }
}
