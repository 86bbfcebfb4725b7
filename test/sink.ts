/** A mail server on the loopback that keeps what it is given, for tests that look at what goes out. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server that takes everything and keeps it, by receiver. */
export async function openSink(refuse: (to: string) => string | undefined = () => undefined) {
  const taken: { to: string; from: string; raw: string; at: number }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _, callback) {
      const no = refuse(address)
      callback(
        no ? Object.assign(new Error(no.slice(4)), { responseCode: Number(no.slice(0, 3)) }) : null,
      )
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
        const raw = Buffer.concat(parts).toString('utf8')
        const at = performance.now()
        for (const { address } of session.envelope.rcptTo)
          taken.push({ to: address, from, raw, at })
        callback(null)
      })
    },
  })
  // A sender that is killed breaks off in the middle of a letter: that is what some tests are about.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    taken,
    url: `smtp://127.0.0.1:${port}`,
    to: (address: string) => taken.filter(({ to }) => to === address),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
