import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { keyText, parsePolicy, type VerifierKey } from '#core/record/log'
import { fileMemory, witnessKey, witnessServer } from '#core/record/witness'
import { Command } from 'commander'

interface Options {
  port: string
  host: string
  policy?: string
  state: string
  name: string
}

/** The logs that the policy names; a changed file is read again, so that a new key needs no new start. */
function logsIn(file: string): () => readonly VerifierKey[] {
  let seen = ''
  let logs: readonly VerifierKey[] = []
  return () => {
    const text = readFileSync(file, 'utf8')
    if (text !== seen) logs = parsePolicy(text).logs.map((log) => log.key)
    seen = text
    return logs
  }
}

/** Answers after which what they left behind is swept up, where `--expose-gc` lets us: it would wait for long. */
const SWEEP = 100

function sweepAfter(server: Server): void {
  let answers = 0
  server.on('request', () => {
    answers += 1
    if (answers % SWEEP === 0) setImmediate(() => globalThis.gc?.())
  })
}

/** Until it is told to stop, or the city that started it is gone. */
function untilAsked(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) {
      process.once(signal, () => done())
    }
  })
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, done)
  })
  return (server.address() as AddressInfo).port
}

async function witness(options: Options): Promise<void> {
  const state = resolve(options.state)
  const key = witnessKey(`${state}.key`, options.name)
  if (!options.policy) {
    process.stdout.write(`${keyText(key)}\n`)
    throw new Error('This is the key of the witness. Name the logs it watches with --policy FILE.')
  }
  const logs = logsIn(options.policy)
  if (logs().length === 0) throw new Error('The policy names no log to watch.')
  const memory = fileMemory(state)
  const clock = () => new Date().toISOString()
  const tell = (failure: unknown) =>
    process.stderr.write(`${failure instanceof Error ? failure.message : String(failure)}\n`)
  const of = {
    key,
    memory,
    clock,
    get logs() {
      return logs()
    },
  }
  const server = witnessServer(of, tell)
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('No such port.')
  sweepAfter(server)
  const stop = untilAsked()
  const open = await listen(server, port, options.host)
  process.stdout.write(`witness ${options.name} ${keyText(key)} http://${options.host}:${open}\n`)
  await stop
  server.close()
  server.closeAllConnections()
}

/** `cityright witness`: cosigns the public records of others, alone, with one file of memory. */
export function witnessCommand(): Command {
  return new Command('witness')
    .description('watches public records and cosigns what only grew (C2SP tlog-witness)')
    .option('--port <n>', 'port to listen on (0: any free one)', '3900')
    .option('--host <h>', 'address to listen on', '127.0.0.1')
    .option(
      '--policy <file>',
      'the logs to watch (tlog-policy); without it, shows the key and ends',
    )
    .option('--state <file>', 'file of its memory; its key lies beside it', 'witness.json')
    .option('--name <name>', 'name of its key, such as library.example/witness', 'witness')
    .action((options: Options) => witness(options))
}
