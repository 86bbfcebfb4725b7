import type { MultipartFile } from '@fastify/multipart'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Action, serviceOf } from '#core/actions'
import { Refusal } from '#core/kernel'
import { requireOurProgram } from './forgery.ts'
import type { Shell } from './here.ts'
import type { Asking } from './identity.ts'
import { visitOf } from './visit.ts'

type Values = Record<string, unknown>

const MOST_BYTES = 20 * 1024 * 1024
const KINDS = ['photo', 'document'] as const
/** Files wait an hour to be claimed; one address may not fill the disk meanwhile. */
const FILES = { per: 'address', most: 60, seconds: 600 } as const

function count({ city }: Shell, address: string): void {
  city.limits.spend('uploads', address, FILES, city.clock())
}

function add(values: Values, name: string, value: unknown): void {
  const before = values[name]
  if (before === undefined) values[name] = value
  else values[name] = Array.isArray(before) ? [...(before as unknown[]), value] : [before, value]
}

/** Only own, harmless names: `__proto__` and its kin are nobody's field. */
const plain = (name: string) => !/^(?:__proto__|constructor|prototype)/.test(name)

async function taken(
  shell: Shell,
  action: Action<any, any, any>,
  part: MultipartFile,
  values: Values,
  asking: Asking,
): Promise<void> {
  const { uploads } = action
  const field = part.fieldname.replace(/\[\]$/, '')
  if (!part.filename || !uploads || uploads.field !== field) {
    part.file.resume()
    return
  }
  const before = values[field] === undefined ? 0 : [values[field]].flat().length
  if (before >= uploads.most) {
    part.file.resume()
    throw new Refusal('invalid', [{ code: 'too-many-files', field, values: { max: uploads.most } }])
  }
  count(shell, asking.address)
  if (!action.who.admits(asking.person)) {
    part.file.resume()
    return
  }
  add(values, field, await keptAs(shell, action, part, field))
}

/** Where a file goes, and by what the action knows it. */
async function keptAs(
  shell: Shell,
  action: Action<any, any, any>,
  { file, filename }: MultipartFile,
  field: string,
): Promise<string> {
  const { kinds = [], to = 'files' } = action.uploads ?? {}
  if (to === 'hash') return hashOf(file, field)
  const now = shell.city.clock()
  const asked = { name: filename, maxBytes: MOST_BYTES, kinds: [...kinds], now, field }
  const { files } = shell.city
  if (to === 'files') return (await files.take(file, asked)).id
  const { documents } = shell.city.channel(serviceOf(action.name))
  return files.pass(file, asked, ({ name, type, sha256, read }) =>
    documents.put(read(), { facts: { name, type, sha256 }, at: now }),
  )
}

/** Only by its hash: the file itself is not kept anywhere. */
async function hashOf(file: MultipartFile['file'], field: string): Promise<string> {
  const hash = createHash('sha256')
  let seen = 0
  for await (const chunk of file.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk)
    seen += bytes.length
    if (seen > MOST_BYTES) break
    hash.update(bytes)
  }
  if (seen > MOST_BYTES || file.truncated) {
    const values = { most: Math.floor(MOST_BYTES / 1e6) }
    throw new Refusal('invalid', [{ code: 'file-too-large', field, values }])
  }
  if (seen === 0) throw new Refusal('invalid', [{ code: 'file-empty', field }])
  return hash.digest('hex')
}

/** The parts of a form, one by one; a body that is none is the fault of whoever sent it. */
async function* partsOf(request: FastifyRequest) {
  try {
    yield* request.parts()
  } catch (failure) {
    if (failure instanceof Error && 'statusCode' in failure) throw failure
    throw new Refusal('invalid', ['unreadable'])
  }
}

/**
 * What a form sent. Files are taken in on the way (re-encoded, waiting to be claimed), so that the action
 * sees their ids; one that cannot be taken is named at its field and everything else is kept.
 */
export async function bodyOf(
  shell: Shell,
  action: Action<any, any, any>,
  request: FastifyRequest,
  asking: Asking,
  check: (token: unknown) => void,
): Promise<Values> {
  if (!request.isMultipart()) {
    const body = request.body
    return typeof body === 'object' && body !== null ? { ...body } : {}
  }
  const values: Values = {}
  let failure: unknown
  for await (const part of partsOf(request)) {
    if (part.type === 'field') {
      if (plain(part.fieldname)) add(values, part.fieldname, part.value)
      continue
    }
    try {
      if (!failure) check(values['csrf'])
      if (!failure) await taken(shell, action, part, values, asking)
    } catch (reason) {
      failure = reason
    }
    if (failure) part.file.resume()
  }
  if (failure instanceof Refusal) return { ...values, ...refused(failure) }
  if (failure) throw failure
  return values
}

const REFUSED = Symbol('refused upload')

/** Carries a refused file along with the rest of the form. */
function refused(failure: Refusal): Values {
  return { [REFUSED]: failure }
}

/** The refusal of a file that came with this form, if there was one. */
export function refusedUpload(values: Values): Refusal | undefined {
  return (values as { [REFUSED]?: Refusal })[REFUSED]
}

/** `POST /api/uploads`: a program hands in one file and gets the id to name in an action. */
export function routeUploads(app: FastifyInstance, shell: Shell): void {
  app.post('/api/uploads', { config: { route: 'uploads' } }, async (request, reply) => {
    requireOurProgram(request, shell.settings)
    const { asking } = await visitOf(shell, request, reply)
    count(shell, asking.address)
    if (!request.isMultipart()) throw new Refusal('invalid', ['not-multipart'])
    const part = await request.file().catch((failure: Error) => {
      throw 'statusCode' in failure ? failure : new Refusal('invalid', ['unreadable'])
    })
    if (!part) throw new Refusal('invalid', [{ code: 'required', field: 'file' }])
    const asked = { name: part.filename, maxBytes: MOST_BYTES, now: shell.city.clock() }
    const upload = await shell.city.files
      .take(part.file, { ...asked, kinds: [...KINDS], field: 'file' })
      .finally(() => part.file.resume())
    return reply.code(201).send(upload)
  })
}
