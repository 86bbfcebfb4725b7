import { Command } from 'commander'
import { migrateCity } from '../opening/databases.ts'
import { settingsFrom } from '../settings.ts'

/** `cityright migrate`: brings both databases to this release. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('brings the databases to this release')
    .option('--data <dir>', 'folder of the embedded databases')
    .option('--json', 'answer for machines')
    .action(async (options: { data?: string; json?: boolean }) => {
      const { applied } = await migrateCity(settingsFrom(process.env, options))
      const line = applied.length === 0 ? 'Nothing to do.' : `Applied:\n${applied.join('\n')}`
      process.stdout.write(`${options.json ? JSON.stringify({ applied }) : line}\n`)
    })
}
