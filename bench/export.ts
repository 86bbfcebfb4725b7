/**
 * "Take everything with me" with many documents: how long, and how much memory the city and its vault hold at
 * most meanwhile. Prints JSON. On PostgreSQL when DATABASE_URL names a server, otherwise embedded.
 *
 *   node scripts/run.mjs --source bench/export.ts [documents] [kilobytes each]
 */
import { createHash, randomBytes } from 'node:crypto'
import { openCity } from '#test/city'
import { megabytes } from './programs.ts'

const MANY = Number(process.argv[2] ?? 1_000)
const KILOBYTES = Number(process.argv[3] ?? 200)

async function* once(bytes: Uint8Array) {
  yield bytes
}

const city = await openCity()
try {
  const amina = await city.resident('amina')
  const { documents, ...channel } = city.city.channel('documents')
  const ref = await channel.refOf(amina.ref)
  const at = city.city.clock()
  const began = performance.now()
  for (let n = 0; n < MANY; n += 1) {
    const bytes = randomBytes(KILOBYTES * 1_000)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const facts = { name: `document-${n}.pdf`, type: 'application/pdf', sha256 }
    const document = await documents.put(once(bytes), { facts, at })
    const claim = { document, field: 'document.kept', facts: { title: `Document ${n}` } }
    await documents.claim(`bench ${n}`, ref, claim, at)
    await channel.confirm(`bench ${n}`)
  }
  const kept = performance.now() - began
  const url = await city.city.listen()
  const before = megabytes(process.pid)
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, megabytes(process.pid))), 100)
  const asked = performance.now()
  const got = await fetch(`${url}/folder/take/archive`, { headers: { cookie: amina.cookie } })
  if (!got.ok || !got.body) throw new Error(`the archive answered ${got.status}`)
  let [bytes, first] = [0, 0]
  for await (const part of got.body) {
    if (first === 0) first = performance.now() - asked
    bytes += part.length
  }
  const took = performance.now() - asked
  clearInterval(watch)
  if (bytes < MANY * KILOBYTES * 1_000) throw new Error('the archive is not whole')
  console.log(
    JSON.stringify({
      documents: MANY,
      megabytes: Math.round(bytes / 1e6),
      kept: Math.round((kept / MANY) * 10) / 10,
      first: Math.round(first),
      seconds: Math.round(took / 100) / 10,
      before: Math.round(before),
      peak: Math.round(peak),
    }),
  )
} finally {
  await city.close()
}
