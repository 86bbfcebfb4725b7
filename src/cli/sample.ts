import { Command } from 'commander'
import { openCity } from '../opening/open.ts'
import { fillSample } from '../opening/sample.ts'
import { settingsFrom } from '../settings.ts'

/** `cityright sample`: fills an empty city with invented residents, through actions. */
export function sampleCommand(): Command {
  return new Command('sample')
    .description('fills an empty city with invented residents and a year of their reports')
    .option('--data <dir>', 'folder of the embedded databases')
    .option('--json', 'answer for machines')
    .action(async (options: { data?: string; json?: boolean }) => {
      const city = await openCity(settingsFrom(process.env, options))
      try {
        const made = await fillSample(city, (line) => process.stderr.write(`${line}\n`))
        process.stdout.write(
          `${options.json ? JSON.stringify({ made }) : made ? 'Done.' : 'The city is not empty: nothing was added.'}\n`,
        )
      } finally {
        await city.close()
      }
    })
}
