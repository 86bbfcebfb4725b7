import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refusal } from '#core/kernel'
import type { Shell } from './here.ts'

/** Bytes of a checkpoint with its proof at most. */
const MOST = 128 * 1024
const FOR_EVER = 'public, max-age=31536000, immutable'

async function sendFile(shell: Shell, path: string, reply: FastifyReply) {
  const file = await shell.city.record.read(path)
  if (!file) throw new Refusal('not-found', ['no-such-page'])
  reply.header('cache-control', file.lasting ? FOR_EVER : 'no-cache')
  // Anybody may check the record from anywhere, also from the page of another city.
  reply.header('access-control-allow-origin', '*')
  reply.header('cross-origin-resource-policy', 'cross-origin')
  if (file.name) reply.header('content-disposition', `attachment; filename="${file.name}"`)
  return reply.type(file.type).send(Buffer.from(file.bytes))
}

function routeFiles(app: FastifyInstance, shell: Shell): void {
  const config = { config: { route: 'record.files' } }
  for (const path of ['checkpoint', 'policy']) {
    app.get(`/record/${path}`, config, (_, reply) => sendFile(shell, path, reply))
  }
  for (const folder of ['tile', 'proof', 'old']) {
    app.get(`/record/${folder}/*`, config, (request, reply) => {
      const { '*': rest = '' } = request.params as { '*'?: string }
      return sendFile(shell, `${folder}/${rest}`, reply)
    })
  }
}

/** Programs ask the witness, so that what goes wrong is said with its status and without a page. */
function sayToPrograms(inner: FastifyInstance): void {
  inner.setErrorHandler<Error & { statusCode?: number }>((failure, request, reply) => {
    const status = failure.statusCode ?? 503
    if (status >= 500) request.log.warn({ err: failure }, 'the witness could not answer')
    const said = { 413: 'too long', 429: 'too many' }[status] ?? 'not now'
    return reply.code(status).type('text/plain; charset=utf-8').send(`${said}\n`)
  })
}

/** A city is a witness of others (C2SP tlog-witness): programs ask, no form and no session is involved. */
async function routeWitness(app: FastifyInstance, shell: Shell): Promise<void> {
  const config = { config: { route: 'record.witness' } }
  const send = async (reply: FastifyReply, method: string, path: string, body: string) => {
    const answer = await shell.city.record.witness({ method, path, body })
    reply.code(answer.status).type(answer.type).header('cache-control', 'no-cache')
    return reply.send(answer.body)
  }
  await app.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    sayToPrograms(inner)
    inner.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body))
    inner.post('/witness/add-checkpoint', { ...config, bodyLimit: MOST }, (request, reply) =>
      send(reply, 'POST', 'add-checkpoint', String(request.body ?? '')),
    )
    inner.get('/witness/evidence', config, (_, reply) => send(reply, 'GET', 'evidence', ''))
    inner.get('/witness/evidence/:id', config, (request, reply) => {
      const { id } = request.params as { id: string }
      return send(reply, 'GET', `evidence/${id}`, '')
    })
    inner.get('/witness/:hash/checkpoint', config, (request, reply) => {
      const { hash } = request.params as { hash: string }
      return send(reply, 'GET', `${hash}/checkpoint`, '')
    })
  })
}

/** The log of the public record as static files, and the witness. They stand before the pages of the record. */
export async function routeRecord(app: FastifyInstance, shell: Shell): Promise<void> {
  routeFiles(app, shell)
  await routeWitness(app, shell)
}
