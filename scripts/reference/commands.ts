/** The command line as a page: what can be typed, from the same declaration that reads it. */
import type { Command } from 'commander'
import { document, table } from './markdown.ts'

function oneCommand(command: Command): string {
  const takes = command.registeredArguments.map((argument) => [
    `\`${argument.required ? `<${argument.name()}>` : `[${argument.name()}]`}\``,
    argument.description,
  ])
  const options = command.options.map((option) => [`\`${option.flags}\``, option.description])
  return [
    `## cityright ${command.name()}`,
    `${command.description()}.`,
    `\`\`\`\n./bin/cityright ${command.name()} ${command.usage()}\n\`\`\``,
    ...(takes.length + options.length > 0 ? [table(['', 'meaning'], [...takes, ...options])] : []),
  ].join('\n\n')
}

/** The page of all commands. */
export function commandsPage(program: Command): string {
  return document(
    'Commands',
    'Exit codes: 0 done, 1 refused or failed, 2 used wrongly. Errors are one line on standard error.',
    program.commands.map(oneCommand),
  )
}
