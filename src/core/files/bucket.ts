import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Refusal } from '#core/kernel'
import type { Shelf } from './shelf.ts'

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

type Ask = (method: string, key: string, more?: RequestInit) => Promise<Response>

async function asker(settings: S3Settings): Promise<Ask> {
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
  return async (method, key, more = {}) => {
    const url = `${base}/${key.split('/').map(encodeURIComponent).join('/')}`
    try {
      return await client.fetch(url, { method, signal: AbortSignal.timeout(PATIENCE), ...more })
    } catch (failure) {
      throw new Refusal('unavailable', ['files-down'], { retryAfter: 30, detail: failure })
    }
  }
}

/** What the bucket answered, when it is not what was asked for. */
async function refuse(answer: Response): Promise<never> {
  const detail = `${answer.status} ${(await answer.text()).slice(0, 300)}`
  throw new Refusal('unavailable', ['files-down'], { retryAfter: 30, detail })
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Files in a bucket, by the S3 API with AWS Signature Version 4; every body is signed by its hash. */
export function bucketShelf(settings: S3Settings): Shelf {
  let opened: Promise<Ask> | undefined
  const ask: Ask = async (...what) => (await (opened ??= asker(settings)))(...what)
  return {
    async put(key, path, type) {
      const headers = { 'content-type': type, 'x-amz-content-sha256': await hashOf(path) }
      const answer = await ask('PUT', key, { body: await openAsBlob(path), headers })
      if (!answer.ok) await refuse(answer)
      await answer.body?.cancel()
    },
    async open(key) {
      const answer = await ask('GET', key)
      if (answer.ok && answer.body) return Readable.fromWeb(answer.body as ReadableStream)
      if (answer.status !== 404) await refuse(answer)
      await answer.body?.cancel()
      return undefined
    },
    async remove(key) {
      const answer = await ask('DELETE', key)
      if (!answer.ok && answer.status !== 404) await refuse(answer)
      await answer.body?.cancel()
    },
  }
}
