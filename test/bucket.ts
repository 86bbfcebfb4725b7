/** A bucket on this machine that speaks the S3 API as far as the city does, and works out every signature on its own. */
import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'

const secretAccessKey = 'a secret of the test'
const BUCKET = 'city-files'
/** Names in a page of a list: few, so that tests turn pages. */
const PAGE = 3

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

/** AWS Signature Version 4, worked out a second time and on its own. */
function signatureOf(
  request: IncomingMessage,
  { signed, scope, hash }: Readonly<Record<'signed' | 'scope' | 'hash', string>>,
): string {
  const lines = signed.split(';').map((name) => `${name}:${String(request.headers[name])}\n`)
  const [path, query = ''] = (request.url ?? '').split('?')
  const strict = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  const sorted = [...new URLSearchParams(query)]
    .map((pair) => pair.map(strict).join('='))
    .toSorted()
  const asked = [request.method, path, sorted.join('&'), lines.join(''), signed, hash]
  const stamp = String(request.headers['x-amz-date'])
  const text = ['AWS4-HMAC-SHA256', stamp, scope, sha256(asked.join('\n'))].join('\n')
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`)
  return hmac(key, text).toString('hex')
}

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const line = /Credential=key\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/
  const [, scope = '', signed = '', signature] =
    line.exec(request.headers.authorization ?? '') ?? []
  const hash = String(request.headers['x-amz-content-sha256'])
  if (request.method === 'PUT' && hash !== sha256(body)) return false
  return signature === signatureOf(request, { signed, scope, hash })
}

/** What a bucket answers. */
interface Answered {
  readonly status: number
  readonly body?: Buffer
  readonly etag?: string
}

/** The bucket and what a test may do with it. */
export class TestBucket {
  /** By path: `/city-files/<key>`. */
  readonly objects = new Map<string, { bytes: Buffer; type: string }>()
  /** Every question is answered with 503. */
  broken = false
  asked = 0
  /** Called before a question is answered; what it gives is answered instead. */
  meddle: (request: IncomingMessage, body: Buffer) => Answered | undefined = () => undefined
  readonly #server = createServer((request, response) => {
    void this.#answer(request).then(({ status, body, etag }) =>
      response.writeHead(status, etag ? { etag } : {}).end(body),
    )
  })

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get settings() {
    const address = this.#server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const endpoint = `http://127.0.0.1:${port}/`
    return { endpoint, bucket: BUCKET, accessKeyId: 'key', secretAccessKey, region: 'eu-1' }
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #list(query: URLSearchParams): Answered {
    const [begins, from] = [query.get('prefix') ?? '', query.get('continuation-token') ?? '']
    const all = [...this.objects.keys()].map((path) =>
      decodeURIComponent(path.slice(BUCKET.length + 2)),
    )
    const names = all.filter((name) => name.startsWith(begins) && name > from).toSorted()
    const page = names.slice(0, PAGE)
    const keys = page
      .map((name) => `<Contents><Key>${name.replaceAll('&', '&amp;')}</Key></Contents>`)
      .join('')
    const more = names.length > PAGE
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    const xml = `<ListBucketResult>${keys}<IsTruncated>${more}</IsTruncated>${next}</ListBucketResult>`
    return { status: 200, body: Buffer.from(xml) }
  }

  #put(request: IncomingMessage, path: string, bytes: Buffer): Answered {
    const there = this.objects.get(path)
    const etag = there && `"${sha256(there.bytes)}"`
    const { 'if-match': match, 'if-none-match': none } = request.headers
    if ((match !== undefined && match !== etag) || (none === '*' && there)) return { status: 412 }
    this.objects.set(path, { bytes, type: request.headers['content-type'] ?? '' })
    return { status: 200 }
  }

  async #answer(request: IncomingMessage): Promise<Answered> {
    this.asked += 1
    const body = await buffer(request)
    if (this.broken) return { status: 503, body: Buffer.from('<Error>SlowDown</Error>') }
    if (!isSigned(request, body)) return { status: 403 }
    const instead = this.meddle(request, body)
    if (instead) return instead
    const [path = '', query] = (request.url ?? '').split('?')
    if (query) return this.#list(new URLSearchParams(query))
    if (request.method === 'PUT') return this.#put(request, path, body)
    if (request.method === 'DELETE') return { status: this.objects.delete(path) ? 204 : 404 }
    const found = this.objects.get(path)
    if (!found) return { status: 404 }
    return { status: 200, body: found.bytes, etag: `"${sha256(found.bytes)}"` }
  }
}
