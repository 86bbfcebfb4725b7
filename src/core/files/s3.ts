/** The S3 API with AWS Signature Version 4; every body is signed by its hash. */
import { Refusal } from '#core/kernel'

/** A bucket that speaks the S3 API, with path style addresses. */
export interface S3Settings {
  /** `https://objects.example` */
  readonly endpoint: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** `auto` when absent. */
  readonly region?: string
}

const PATIENCE = 30_000
const RETRIES = 3

/** What goes with a question: the body, headers, and what follows the question mark. */
export interface More {
  readonly body?: Blob | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: URLSearchParams
}

/** Asks a bucket for an object, or with an empty key for the bucket itself. */
export type Ask = (method: string, key: string, more?: More) => Promise<Response>

async function opened(settings: S3Settings): Promise<Ask> {
  const { AwsClient } = await import('aws4fetch')
  const { accessKeyId, secretAccessKey, region = 'auto', endpoint, bucket } = settings
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: 's3',
    retries: RETRIES,
    initRetryMs: 100,
  })
  const base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`
  return async (method, key, { query, ...more } = {}) => {
    const path = key === '' ? '' : `/${key.split('/').map(encodeURIComponent).join('/')}`
    const url = `${base}${path}${query ? `?${query.toString()}` : ''}`
    try {
      return await client.fetch(url, { method, signal: AbortSignal.timeout(PATIENCE), ...more })
    } catch (failure) {
      throw new Refusal('unavailable', ['files-down'], { retryAfter: 30, detail: failure })
    }
  }
}

/** Asks a bucket; the client is loaded with the first question. */
export function asker(settings: S3Settings): Ask {
  let ready: Promise<Ask> | undefined
  return async (...what) => (await (ready ??= opened(settings)))(...what)
}

/** What the bucket answered, when it is not what was asked for. */
export async function refuse(answer: Response): Promise<never> {
  const detail = `${answer.status} ${(await answer.text()).slice(0, 300)}`
  throw new Refusal('unavailable', ['files-down'], { retryAfter: 30, detail })
}
