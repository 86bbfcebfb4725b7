import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { writeDurably } from './durable.ts'

const Logins = z.object({ prefix: z.string(), passwords: z.record(z.string(), z.string()) })

/** The passwords of a database's logins: `reports` signs in as `<prefix>_reports`. */
export type Logins = z.infer<typeof Logins>

/** The logins kept in this file; undefined when there are none yet. */
export function readLogins(file: string): Logins | undefined {
  try {
    return Logins.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read: cityright migrate makes it again`, { cause: failure })
  }
}

/** Keeps the logins for whoever runs the city, and nobody else. */
export function writeLogins(file: string, logins: Logins): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const text = `${JSON.stringify(logins, null, 2)}\n`
  writeDurably(`${file}.new`, text, 'whole')
  renameSync(`${file}.new`, file)
}

/** 192 random bits, in letters that need no quoting. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

/** What the server keeps of a password, made here so that it stands in no server's log (RFC 5803; RFC 7677). */
export function scramOf(password: string): string {
  const [salt, rounds] = [randomBytes(16), 4096]
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const mac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64')
  const server = mac('Server Key').toString('base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`
}
