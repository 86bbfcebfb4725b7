/** What an operator decides: read once from the environment and the command line (docs/operate/install.md). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type ListSettings, listSettingsFrom } from './settings-lists.ts'
import { type VaultSettings, vaultSettingsFrom } from './settings-vault.ts'

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATA: z.string().default('data'),
  KEYS: z.string().optional(),
  CITY: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  DATABASE_LOGINS: z.enum(['each', 'one']).default('each'),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('eu-west-1'),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).default(600),
  BUSY_AFTER: z.coerce.number().int().min(0).default(2000),
  TRUST_PROXY: z.enum(['yes', 'no']).default('no'),
  RECORD_POLICY: z.string().optional(),
  RECORD_ML_DSA: z.enum(['yes', 'no']).default('no'),
  HARVEST_LOOPBACK: z.enum(['yes', 'no']).default('no'),
  HARVEST_DNS: z.string().optional(),
  MIRROR_OF: z.url({ protocol: /^https?$/ }).optional(),
  WITNESS_OF: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((one) => one.trim() || []))
    .pipe(z.array(z.url({ protocol: /^https?$/ })).max(100)),
  CITYRIGHT_CHROMIUM: z.string().optional(),
  CLAMD: z
    .string()
    .regex(/^(?:\/.+|.+:\d+)$/)
    .optional(),
})

export interface Settings extends VaultSettings {
  readonly port: number
  readonly host: string
  /** Where the city is on the web, without a slash at the end. */
  readonly url: string
  /** Folder of everything the city stores on this machine. */
  readonly data: string
  /** Folder of the keys, outside the data folder. */
  readonly keys: string
  /** Folder of the city's configuration. */
  readonly city: string
  readonly assets: string
  readonly databaseUrl?: string
  /** `one`: services share the login of `databaseUrl`, though it may make others. */
  readonly databaseLogins: 'each' | 'one'
  readonly smtp?: string
  readonly mailFrom?: string
  readonly s3?: {
    endpoint: string
    bucket: string
    region: string
    accessKeyId: string
    secretAccessKey: string
  }
  readonly logLevel: string
  readonly perMinute: number
  /** Milliseconds that work may wait for its turn before visitors are asked to come back; 0 never asks. */
  readonly busyAfter: number
  readonly trustProxy: boolean
  /** File that names the witnesses of the public record, their quorum, and the logs to witness. */
  readonly recordPolicy?: string
  /** Sign the public record with ML-DSA-44 as well. */
  readonly recordPostQuantum: boolean
  /** Ask also http and this machine for discovery documents: trials only. */
  readonly harvestLoopback: boolean
  /** Secrets of the providers people sign in with, as far as the environment has them, by name. */
  readonly providerSecrets: Readonly<Record<string, string>>
  /** Name servers for the harvest; those of the machine when empty. */
  readonly harvestDns: readonly string[]
  /** Address of another hub whose changes are copied here. */
  readonly mirrorOf: string | undefined
  /** Addresses of other cities whose records are looked at and cosigned here. */
  readonly witnessOf: readonly string[]
  /** Program that makes printed documents (PDF); absent: there are none. */
  readonly chromium: string | undefined
  /** Where ClamAV listens: a socket or `host:port`; absent: files are not looked at for viruses. */
  readonly clamd: string | undefined
  /** Mail of the discussion lists of a hub. */
  readonly lists: ListSettings
  /** Fill an empty city with invented residents and their reports. */
  readonly sample: boolean
}

/** The root of the project, from source and from the build alike. */
export const root = resolve(import.meta.dirname, '..')

function s3Of(env: z.infer<typeof Environment>): Settings['s3'] {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY } = env
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY || !S3_SECRET_KEY) return undefined
  return {
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: env.S3_REGION,
    accessKeyId: S3_ACCESS_KEY,
    secretAccessKey: S3_SECRET_KEY,
  }
}

type Given = Readonly<Record<string, string | undefined>>

/** The environment as it was meant: an empty variable is none. */
function meant(environment: Given) {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (parsed.success) return { set, env: parsed.data }
  const [issue] = parsed.error.issues
  throw new Error(`The setting ${issue?.path.join('.')} cannot be used: ${issue?.message}`)
}

/** `PROVIDER_SECRET_CITY_ID` is the secret of the provider `city-id`. */
function providerSecretsOf(set: Given): Readonly<Record<string, string>> {
  const named = Object.entries(set).flatMap(([name, value]) => {
    const [, one] = /^PROVIDER_SECRET_([A-Z0-9_]+)$/.exec(name) ?? []
    return one && value ? [[one.toLowerCase().replaceAll('_', '-'), value] as const] : []
  })
  return Object.fromEntries(named)
}

/** How other cities are asked, copied and watched. */
const othersOf = (env: z.infer<typeof Environment>) => ({
  harvestLoopback: env.HARVEST_LOOPBACK === 'yes',
  harvestDns: (env.HARVEST_DNS ?? '').split(',').flatMap((one) => one.trim() || []),
  mirrorOf: env.MIRROR_OF?.replace(/\/+$/, ''),
  witnessOf: env.WITNESS_OF.map((one) => one.replace(/\/+$/, '')),
})

/** Settings from environment variables; an unusable one is named in one readable line. */
export function settingsFrom(
  environment: Given,
  given: { port?: number; host?: string; data?: string; sample?: boolean } = {},
): Settings {
  const { set, env } = meant(environment)
  const data = resolve(given.data ?? env.DATA)
  const { port = env.PORT, host = env.HOST } = given
  const s3 = s3Of(env)
  return {
    port,
    host,
    url: (env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, ''),
    data,
    keys: resolve(env.KEYS ?? `${data}.keys`),
    city: resolve(env.CITY ?? join(root, 'cities', 'luzarra')),
    assets: join(root, 'dist', 'assets'),
    logLevel: env.LOG_LEVEL,
    perMinute: env.REQUESTS_PER_MINUTE,
    busyAfter: env.BUSY_AFTER,
    trustProxy: env.TRUST_PROXY === 'yes',
    recordPostQuantum: env.RECORD_ML_DSA === 'yes',
    ...othersOf(env),
    providerSecrets: providerSecretsOf(set),
    chromium: env.CITYRIGHT_CHROMIUM,
    clamd: env.CLAMD,
    ...(env.RECORD_POLICY ? { recordPolicy: resolve(env.RECORD_POLICY) } : {}),
    lists: listSettingsFrom(set),
    sample: given.sample ?? true,
    databaseLogins: env.DATABASE_LOGINS,
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...vaultSettingsFrom(set),
    ...(env.SMTP_URL ? { smtp: env.SMTP_URL } : {}),
    ...(env.MAIL_FROM ? { mailFrom: env.MAIL_FROM } : {}),
    ...(s3 ? { s3 } : {}),
  }
}

/** The key of form tokens and address hashes, made on the first start and kept beside the other keys. */
export function webSecret(keys: string): string {
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const file = join(keys, 'web.key')
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure
  }
  return readFileSync(file, 'utf8').trim()
}
