import { Command } from 'commander'
import { runKeyAgent } from '#core/vault'

interface Options {
  module: string
  token: string
  key: string
  pinFile: string
  socket: string
  make?: boolean
}

/** `cityright key-agent`: the vault's master key in a security module (docs/operate/keys.md). */
export function keyAgentCommand(): Command {
  return new Command('key-agent')
    .description("holds the vault's master key in a security module (PKCS #11)")
    .requiredOption('--module <file>', 'library of the module: /usr/lib/softhsm/libsofthsm2.so')
    .requiredOption('--token <label>', 'label of the token')
    .requiredOption('--pin-file <file>', 'file with the PIN; only the agent may read it')
    .requiredOption('--socket <path>', 'Unix socket to listen on')
    .option('--key <label>', 'label of the key in the token', 'cityright')
    .option('--make', 'makes the key when the token has none: once, at set-up')
    .action(({ make = false, ...options }: Options) => runKeyAgent({ ...options, make }))
}
