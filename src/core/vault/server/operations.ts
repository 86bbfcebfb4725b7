/** Everything the vault answers, and whose line may ask it. There is no other door. */
import { Refusal } from '#core/kernel'
import { escrowState } from '../escrow.ts'
import { accountOperations } from './account-operations.ts'
import * as accounts from './accounts.ts'
import { read } from './at-once.ts'
import * as batches from './batches.ts'
import * as cases from './cases.ts'
import * as consents from './consents.ts'
import * as counting from './count.ts'
import * as forgetting from './documents/forget.ts'
import * as notes from './documents/notes.ts'
import * as putting from './documents/put.ts'
import * as opening from './documents/read.ts'
import * as erasing from './erase.ts'
import * as exporting from './export.ts'
import * as saying from './farewell.ts'
import * as folder from './folder.ts'
import * as grants from './grants.ts'
import * as holding from './holds.ts'
import * as items from './items.ts'
import * as keeping from './keep.ts'
import * as limitations from './limitations.ts'
import * as many from './many.ts'
import { knownMasters } from './masters/known.ts'
import * as notices from './notices.ts'
import { knownBy, knownByInput } from './known-by.ts'
import { oversightOperations } from './oversight.ts'
import * as persons from './persons.ts'
import * as population from './population.ts'
import * as publishing from './publish.ts'
import * as reading from './read.ts'
import * as retiring from './retention.ts'
import * as rotating from './rotate.ts'
import * as sealing from './seals.ts'
import type { Strongroom } from './strongroom.ts'
import { residentOperations } from './resident-operations.ts'
import { type Operation, takes, takesAccount, takesOperator } from './takes.ts'

/** What the city may tell its operator of the escrow: no key is opened for it. */
async function escrowOf({ db, folder: keys }: Strongroom) {
  const [newest] = await knownMasters(db)
  return newest ? escrowState(keys, newest) : 'none'
}

const operations: Readonly<Record<string, Operation>> = {
  read: takes(reading.readInput, read),
  readItems: takes(items.readItemsInput, items.readItems),
  keep: takes(keeping.keepInput, keeping.keep),
  confirm: takes(batches.batchInput, (room, module, { batch }) =>
    batches.confirm(room, module, batch),
  ),
  discard: takes(batches.batchInput, (room, module, { batch }) =>
    batches.discard(room, module, batch),
  ),
  unconfirmed: takes(batches.unconfirmedInput, (room, module, { olderThan }) =>
    batches.unconfirmed(room, module, olderThan),
  ),
  grant: takes(grants.grantInput, grants.grant),
  revoke: takes(grants.revokeInput, grants.revoke),
  refOf: takes(persons.refInput, (room, module, { people }) => persons.refOf(room, module, people)),
  refFrom: takes(persons.refFromInput, persons.refFrom, 'messages'),
  publish: takes(publishing.publishInput, publishing.publish),
  'identities.knownBy': takes(knownByInput, knownBy, 'folder'),
  accesses: takes(folder.accessesInput, folder.accesses, 'folder'),
  holdings: takes(folder.ofInput, folder.holdings, 'folder'),
  consent: takes(consents.consentInput, consents.consent),
  consented: takes(consents.consentedInput, consents.consented),
  consenting: takes(consents.consentingInput, consents.consenting),
  withdraw: takes(consents.withdrawInput, consents.withdraw),
  consents: takes(folder.ofInput, consents.consents, 'folder'),
  limit: takes(limitations.limitInput, limitations.limit, 'folder', 'protection'),
  lift: takes(limitations.limitInput, limitations.lift, 'folder'),
  limitations: takes(folder.ofInput, limitations.limitations, 'folder'),
  erase: takes(erasing.eraseInput, erasing.erase, 'folder', 'protection'),
  standing: takes(folder.ofInput, erasing.standing, 'folder'),
  erasures: takes(folder.ofInput, erasing.erasures, 'folder'),
  hold: takes(holding.holdInput, holding.hold, 'folder'),
  release: takes(holding.holdInput, holding.release, 'folder'),
  holds: takes(folder.ofInput, holding.holds, 'folder'),
  export: takes(exporting.exportInput, exporting.exportOf, 'folder'),
  values: takes(exporting.exportInput, exporting.values, 'folder'),
  'farewell.letter': takes(saying.farewellInput, saying.farewell, 'folder'),
  'farewell.sent': takes(saying.farewellInput, saying.farewellSent, 'folder'),
  'documents.begin': takes(putting.beginInput, putting.begin),
  'documents.add': takes(putting.addInput, putting.add),
  'documents.finish': takes(putting.finishInput, putting.finish),
  'documents.claim': takes(putting.claimInput, putting.claim),
  'documents.note': takes(notes.noteInput, notes.note, 'documents'),
  'documents.has': takes(notes.ofInput, notes.has, 'documents'),
  'documents.gone': takes(notes.goneInput, notes.gone, 'documents'),
  'documents.list': takes(opening.listInput, opening.list, 'documents'),
  'documents.open': takes(opening.openInput, opening.open, 'documents'),
  'documents.piece': takes(opening.pieceInput, opening.piece),
  'documents.forget': takes(forgetting.forgetInput, forgetting.forget, 'documents'),
  'documents.counted': takes(folder.ofInput, notes.counted, 'folder'),
  'documents.exported': takes(opening.exportedInput, opening.exported, 'folder'),
  retention: takes(
    retiring.retentionInput,
    (room, _module, asked) => retiring.retention(room, asked),
    'operator',
  ),
  seals: takes(sealing.sealInput, (room, _module, asked) => sealing.seals(room, asked), 'operator'),
  'seals.placed': takes(
    sealing.placedInput,
    (room, _module, asked) => sealing.placed(room, asked),
    'operator',
  ),
  'accesses.proof': takes(sealing.proofInput, sealing.accessProof, 'folder'),
  'cases.access': takes(cases.caseAccessInput, cases.caseAccess, 'protection'),
  'cases.disclosed': takes(cases.disclosedInput, cases.disclosed, 'protection'),
  'many.ask': takes(population.askManyInput, population.askMany),
  'many.agree': takes(population.agreeInput, population.agree),
  'many.read': takes(many.readManyInput, many.readMany),
  'many.count': takes(counting.countInput, counting.count),
  inNumbers: takes(folder.ofInput, counting.inNumbers, 'folder'),
  'notices.due': takes(
    notices.dueInput,
    (room, _module, asked) => notices.due(room, asked),
    'folder',
  ),
  'notices.told': takes(
    notices.toldInput,
    (room, _module, asked) => notices.told(room, asked),
    'folder',
  ),
  'notices.letter': takesAccount(notices.noticeInput, notices.letter),
  ...accountOperations,
  ...oversightOperations,
  'keys.rotate': takesOperator((room) => rotating.rotate(room)),
  'keys.retire': takesOperator((room) => rotating.retire(room)),
  escrow: { answer: (room) => escrowOf(room) },
  'accounts.stands': takes(
    folder.ofInput,
    (room, module, { ref }) => accounts.stands(room, module, ref),
    'applications',
    'messages',
  ),
  ...residentOperations,
  ping: { answer: (room) => room.db.healthy() },
}

/** Answers one question of one service. */
export async function answer(
  room: Strongroom,
  module: string,
  op: string,
  input: unknown,
): Promise<unknown> {
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined
  if (!operation) throw new Refusal('invalid', ['vault.not-understood'])
  if (operation.only && !operation.only.some((name) => name === module)) {
    throw new Refusal('forbidden', ['vault.foreign-line'])
  }
  return operation.answer(room, module, input)
}
