/** What an operator decides about the vault (docs/operate/install.md, docs/operate/keys.md). */
import { resolve } from 'node:path'
import { z } from 'zod'

const Environment = z.object({
  VAULT_DATABASE_URL: z.string().optional(),
  VAULT_SOCKET: z.string().optional(),
  MASTER_KEY: z
    .string()
    .regex(/^(?:file|transit:.+)$/)
    .optional(),
  VAULT_PASSPHRASE_FILE: z.string().optional(),
  TRANSIT_TOKEN_FILE: z.string().optional(),
})

/** Where the vault is, and how its master key is opened. */
export interface VaultSettings {
  readonly vaultDatabaseUrl?: string
  /** Socket of a vault that runs as its own unit; absent: the city starts one. */
  readonly vaultSocket?: string
  /** Where the vault's master key is: `file`, or `transit:https://…`. */
  readonly masterKey?: string
  /** File with the passphrase of the key file. */
  readonly vaultPassphraseFile?: string
  /** File with the token of the transit service. */
  readonly transitTokenFile?: string
}

/** These of the environment; an unusable one is named in one readable line. */
export function vaultSettingsFrom(
  environment: Readonly<Record<string, string | undefined>>,
): VaultSettings {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`The setting ${issue?.path.join('.')} cannot be used: ${issue?.message}`)
  }
  const env = parsed.data
  return {
    ...(env.VAULT_DATABASE_URL ? { vaultDatabaseUrl: env.VAULT_DATABASE_URL } : {}),
    ...(env.VAULT_SOCKET ? { vaultSocket: env.VAULT_SOCKET } : {}),
    ...(env.MASTER_KEY ? { masterKey: env.MASTER_KEY } : {}),
    ...(env.VAULT_PASSPHRASE_FILE
      ? { vaultPassphraseFile: resolve(env.VAULT_PASSPHRASE_FILE) }
      : {}),
    ...(env.TRANSIT_TOKEN_FILE ? { transitTokenFile: resolve(env.TRANSIT_TOKEN_FILE) } : {}),
  }
}

/** Where the vault finds its master key, of these settings. */
export function masterOf(settings: VaultSettings) {
  const { masterKey, vaultPassphraseFile: passphraseFile, transitTokenFile } = settings
  return {
    ...(masterKey ? { masterKey } : {}),
    ...(passphraseFile ? { passphraseFile } : {}),
    ...(transitTokenFile ? { transitTokenFile } : {}),
  }
}
