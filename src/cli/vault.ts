import { Command } from 'commander'
import { runVault } from '#core/vault'
import { masterOf, settingsFrom } from '../settings.ts'

/** `cityright vault`: the vault as a unit of its own, for production. */
export function vaultCommand(): Command {
  return new Command('vault')
    .description('runs the vault as its own process, on its own database and socket')
    .requiredOption('--socket <path>', 'Unix socket to listen on')
    .option('--data <dir>', 'folder of the embedded database')
    .action(async (options: { socket: string; data?: string }) => {
      const settings = settingsFrom(process.env, options)
      await runVault({
        socket: options.socket,
        keys: settings.keys,
        ...masterOf(settings),
        ...(settings.vaultDatabaseUrl
          ? { url: settings.vaultDatabaseUrl }
          : { folder: `${settings.data}/vault` }),
      })
    })
}
