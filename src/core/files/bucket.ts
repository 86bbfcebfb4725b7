import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { asker, refuse, type S3Settings } from './s3.ts'
import type { Shelf } from './shelf.ts'

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Files in a bucket, by the S3 API with AWS Signature Version 4; every body is signed by its hash. */
export function bucketShelf(settings: S3Settings): Shelf {
  const ask = asker(settings)
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
