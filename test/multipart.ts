/** A form with a file, as a browser sends it (RFC 7578). */
import type { OpenCity } from '../src/opening/open.ts'

/** A file of a form. */
export interface FormFile {
  readonly field: string
  readonly name: string
  readonly bytes: Buffer
}

const BOUNDARY = 'cityright-test-boundary'

/** The body of a form with its fields, and the file after them. */
export function multipart(fields: Readonly<Record<string, string>>, file?: FormFile) {
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
  )
  const head = file
    ? `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\n` +
      'content-type: application/octet-stream\r\n\r\n'
    : ''
  const body = file ? [Buffer.from(head), file.bytes, Buffer.from('\r\n')] : []
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'sec-fetch-site': 'same-origin',
    },
    payload: Buffer.concat([...parts, ...body, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  }
}

/** Sends such a form as somebody with this cookie. */
export async function sendsFile(
  city: OpenCity,
  path: string,
  of: { cookie?: string; fields: Readonly<Record<string, string>>; file?: FormFile },
) {
  const { headers, payload } = multipart(of.fields, of.file)
  const got = await city.web.inject({
    method: 'POST',
    url: path,
    headers: { ...headers, cookie: of.cookie ?? '' },
    payload,
  })
  return { status: got.statusCode, location: got.headers['location'] ?? '', text: got.body }
}
