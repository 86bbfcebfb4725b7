/** The city's side of the vault. */
import { channelOn } from './client/channel.ts'
import { type Child, keepRunning } from './client/child.ts'
import { Line, vaultDown } from './client/line.ts'
import { watch } from './client/watch.ts'
import type { EscrowState } from './escrow.ts'
import { readKey } from './key-folder.ts'
import type { VaultLog } from './log.ts'
import type { Channel } from './model.ts'
import type { VaultPlace } from './place.ts'
import { tokenOf } from './protocol.ts'
import type { MasterPlace } from './server/masters/provider.ts'

/**
 * Where the vault is. `fork` makes it a child of this process; otherwise it runs as its own unit.
 */
export interface VaultSettings extends VaultPlace, MasterPlace {
  /** Key folder, outside the data folder. */
  readonly keys: string
  /** Unix socket the vault listens on. */
  readonly socket: string
  readonly fork: boolean
  /** `one`: the vault works as the owner of its database. */
  readonly logins?: 'each' | 'one' | undefined
  readonly log: VaultLog
}

/** The city's side of the vault. */
export interface Vault {
  /** The line of one service: always the same one for the same service. */
  channel<M extends string>(module: M): Channel<M>
  /** True while the vault answers. */
  healthy(): boolean
  /** Whether two of three could bring the master key back; undefined while the vault did not say. */
  escrow(): EscrowState | undefined
  /** Process of a forked vault, for tests that kill it. */
  readonly pid: number | undefined
  close(): Promise<void>
}

/** Names a line of the city itself, on which it asks only whether the vault is there. */
const WATCH = 'watch'

/** The lines of all services, each opened when it is first needed. */
function linesTo({ keys, socket }: VaultSettings) {
  const lines = new Map<string, Line>()
  return {
    of(module: string): Line {
      const known = lines.get(module)
      if (known) return known
      const line = new Line(socket, () => {
        const key = readKey(keys, 'channel')
        if (!key) throw vaultDown()
        return { hello: module, token: tokenOf(key, module) }
      })
      lines.set(module, line)
      return line
    },
    close() {
      for (const line of lines.values()) line.close()
    },
  }
}

/**
 * Reaches the vault, starting it first when it is to be a child of this process. A unit may come
 * later.
 */
export async function openVault(settings: VaultSettings): Promise<Vault> {
  const { fork, log, ...place } = settings
  const lines = linesTo(settings)
  const channels = new Map<string, Channel>()
  const look = () => health.look()
  const child: Child | undefined = fork
    ? await keepRunning(place, log, () => void look())
    : undefined
  const health = watch(lines.of(WATCH))
  await look()
  return {
    channel<M extends string>(module: M) {
      const channel = channels.get(module) ?? channelOn(lines.of(module))
      channels.set(module, channel)
      return channel as Channel<M>
    },
    healthy: health.healthy,
    escrow: health.escrow,
    get pid() {
      return child?.pid
    },
    async close() {
      health.stop()
      lines.close()
      await child?.stop()
    },
  }
}
