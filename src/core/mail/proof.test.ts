/** Is a message from whom it says it is, also when somebody passed it on? */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { before, test } from 'node:test'
import { sealMessage } from 'mailauth/lib/arc/index.js'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { prove, type Resolver } from './proof.ts'

function signer() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { key, record: [[`v=DKIM1; k=rsa; p=${der}`]] }
}
const [lyon, forwarder] = [signer(), signer()]
const zone: Readonly<Record<string, string[][]>> = {
  's1._domainkey.lyon.example TXT': lyon.record,
  '_dmarc.lyon.example TXT': [['v=DMARC1; p=reject']],
  's1._domainkey.forward.example TXT': forwarder.record,
  'ghent.example TXT': [['v=spf1 ip4:192.0.2.7 -all']],
}
const resolver: Resolver = (domain, type) => {
  const found = zone[`${domain} ${type}`]
  return found
    ? Promise.resolve(found)
    : Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))
}

const plainOf = (domain: string) =>
  [`From: Anna <anna@${domain}>`, 'Subject: Hi', `Message-ID: <1@${domain}>`, '', 'Words', ''].join(
    '\r\n',
  )
const plain = plainOf('lyon.example')
const looks = (raw: string, more: { ip?: string; sender?: string; sealers?: string[] } = {}) => {
  const { ip = '192.0.2.1', sender = 'anna@lyon.example', sealers = [] } = more
  const arrival = { ip, helo: 'mx.example', sender }
  return prove(Buffer.from(raw), arrival, { resolver, host: 'lists.example', sealers })
}
const by = (domain: string, { key }: { key: string }) => ({
  signingDomain: domain,
  selector: 's1',
  privateKey: key,
})

let signed: string
before(async () => {
  const own = by('lyon.example', lyon)
  const { signatures } = await dkimSign(plain, { ...own, signatureData: [own] })
  signed = signatures + plain
})

test('a signature of the author’s domain proves a message; a changed word or a foreign one does not', async () => {
  assert.equal(await looks(signed), 'pass')
  assert.equal(await looks(signed.replace('Words', 'Other words')), 'fail')
  assert.equal(await looks(plain), 'fail', 'the domain says that everything of it is signed')
})

test('where a domain asks for nothing more, the server it names proves a message, and another one does not', async () => {
  const mail = plainOf('ghent.example')
  const sender = 'anna@ghent.example'
  assert.equal(await looks(mail, { ip: '192.0.2.7', sender }), 'pass')
  assert.equal(await looks(mail, { ip: '192.0.2.8', sender }), 'fail')
  const elsewhere = 'x@silent.example'
  assert.equal(await looks(plainOf('silent.example'), { sender: elsewhere }), 'none')
})

/** The message as a forwarder passes it on: with a foot, so that the signature breaks, and sealed with what it saw. */
async function forwarded(saw: string): Promise<string> {
  const changed = signed.replace('Words', 'Words\r\n-- \r\nfrom another list')
  const seal = { ...by('forward.example', forwarder), cv: 'none' as const }
  const authResults = `mx.forward.example; ${saw}`
  const head = await sealMessage(Buffer.from(changed), { ...seal, authResults })
  return `${String(head)}${changed}`
}
const passedOn = { ip: '192.0.2.9', sender: 'list@forward.example' }
const known = { ...passedOn, sealers: ['forward.example'] }

test('a forwarder whose seal counts vouches for what it saw before it added its foot; a stranger’s seal counts nothing', async () => {
  const raw = await forwarded(
    'dkim=pass header.d=lyon.example; dmarc=pass header.from=lyon.example',
  )
  assert.equal(await looks(raw, known), 'pass')
  assert.equal(await looks(raw, passedOn), 'fail')
  assert.equal(await looks(raw.replace('another list', 'nobody'), known), 'fail')
})

test('a known forwarder seals forged messages, too: what it saw counts, not that it passed it on', async () => {
  for (const saw of [
    'dmarc=fail header.from=lyon.example',
    'dkim=pass header.d=spam.example; dmarc=fail header.from=lyon.example',
    'dmarc=pass header.from=spam.example',
    'dkim=pass header.d=spam.example',
    'spf=none smtp.mailfrom=anna@lyon.example',
  ])
    assert.equal(await looks(await forwarded(saw), known), 'fail', saw)
  const old = await forwarded('dkim=pass header.d=lyon.example')
  assert.equal(await looks(old, known), 'pass', 'a forwarder that knows no DMARC')
})
