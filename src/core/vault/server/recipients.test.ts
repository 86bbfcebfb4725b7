import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { z } from 'zod'
import { purpose } from '../purpose.ts'
import { contactBack, nextBatch, now, openTrial, reading, system, type Trial } from '../testing.ts'

let vault: Trial
let amina: string

const notice = { name: 'reports-shared', version: 1 }
const shared = purpose({
  ...contactBack,
  id: 'reports.shared',
  recipients: ['application'],
  notice,
  retention: { class: 'contact', until: 'case.closed' },
})

before(async () => {
  vault = await openTrial()
  await vault.publish('reports', [contactBack, shared])
  amina = await vault.someone('R-1')
  await vault.ask('reports', 'revoke', { ref: null, case: 'R-1', at: now })
  const batch = nextBatch()
  const grant = { batch, ref: amina, purpose: shared.id, case: 'C-1', at: now }
  await vault.ask('reports', 'grant', grant)
  await vault.ask('reports', 'confirm', { batch })
  await vault.ask('reports', 'consent', {
    ...{ ref: amina, notice: notice.name, version: 1 },
    ...{ method: 'form', at: now },
  })
})
after(() => vault.close())

const asks = (recipient: string) =>
  vault.ask('reports', 'read', {
    ...reading(amina, { purpose: shared.id, case: 'C-1', actor: system }),
    recipient,
  })

const recipientsOf = () =>
  vault.db.look((tx) =>
    tx.one(
      sql`select recipients from vault.access order by id desc limit 1`,
      z.object({ recipients: z.array(z.string()) }),
    ),
  )

test('it is written down who received the data, by name', async () => {
  assert.equal((await asks('application:catalogue'))['contact.email'], 'amina@example.org')
  assert.deepEqual((await recipientsOf())?.recipients, ['application:catalogue'])
})

test('nobody receives data whose kind the purpose does not name', async () => {
  await assert.rejects(asks('newspaper:herald'), /recipient-undeclared/)
  await assert.rejects(asks('applications:catalogue'), /recipient-undeclared/)
})

test('what is read by consent alone does not keep data from being erased', async () => {
  const folder = await vault.inFolder(amina)
  const { classes } = await vault.ask('folder', 'erase', {
    ...{ ref: folder, classes: ['contact'], at: now },
  })
  assert.deepEqual(classes, [{ class: 'contact', outcome: 'erased' }])
})
