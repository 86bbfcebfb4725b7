/** A real city in processes of its own, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../src/settings.ts'

export interface RealCity {
  readonly address: string
  /** Process ids of the city and of its vault. */
  pids(): { city: number; vault: number | undefined }
  readonly over: Promise<void>
}

/** The children of a process, as Linux knows them. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return text.trim().split(/\s+/).filter(Boolean).map(Number)
  } catch {
    return []
  }
}

const isVault = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('vault')
  } catch {
    return false
  }
}

function opened(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const [, address] = /is open at (http:\S+)/.exec(said) ?? []
      if (address) resolve(address)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`the city did not open: ${said.slice(-2000)}`)))
  })
}

/** Starts the city as an operator does: `cityright start`, here from source. */
export async function startCity(environment: Readonly<Record<string, string>>): Promise<RealCity> {
  const hook = join(root, 'scripts/hook.mjs')
  const program = ['--import', hook, join(root, 'src/main.ts'), 'start', '--no-sample']
  const own = { PORT: '0', LOG_LEVEL: 'error', REQUESTS_PER_MINUTE: '0', TRUST_PROXY: 'yes' }
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...own, ...environment },
  })
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await opened(child)
  const city = child.pid ?? 0
  return { address, over, pids: () => ({ city, vault: childrenOf(city).find(isVault) }) }
}
