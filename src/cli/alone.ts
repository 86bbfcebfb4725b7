/** Commands that need no city, started without loading one: a witness has to be small. */
import { type Command, CommanderError } from 'commander'

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  keys: async () => (await import('./keys.ts')).keysCommand(),
  'key-agent': async () => (await import('./key-agent.ts')).keyAgentCommand(),
  masterkey: async () => (await import('./masterkey.ts')).masterkeyCommand(),
  discovery: async () => (await import('./discovery.ts')).discoveryCommand(),
  probe: async () => (await import('./probe.ts')).probeCommand(),
  monitor: async () => (await import('./monitor.ts')).monitorCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  witness: async () => (await import('./witness.ts')).witnessCommand(),
}

/** Whether this command line needs no city. */
export function standsAlone(argv: readonly string[]): boolean {
  return argv[0] !== undefined && Object.hasOwn(COMMANDS, argv[0])
}

/** Runs one of these; exit codes as for every command. */
export async function runAlone([name = '', ...rest]: readonly string[]): Promise<number> {
  try {
    const command = (await COMMANDS[name]?.())
      ?.name(`cityright ${name}`)
      .exitOverride()
      .showHelpAfterError(`(cityright ${name} --help says more)`)
    await command?.parseAsync(rest, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (failure) {
    if (failure instanceof CommanderError) return failure.exitCode === 0 ? 0 : 2
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`)
    return 1
  }
}
