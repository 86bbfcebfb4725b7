/** What the service `account` asks of accounts, and nobody else may. */
import * as accounts from './accounts.ts'
import * as answers from './answers.ts'
import * as arrivals from './arrivals.ts'
import * as arrived from './arrived.ts'
import * as generator from './generator.ts'
import * as identities from './identities.ts'
import * as letters from './letters.ts'
import * as newPasskey from './new-passkey.ts'
import * as passkeys from './passkeys.ts'
import * as printed from './printed.ts'
import * as recovered from './recovered.ts'
import * as recovery from './recovery.ts'
import * as second from './second.ts'
import * as ways from './ways.ts'
import { type Operation, takesAccount } from './takes.ts'

/** By name. */
export const accountOperations: Readonly<Record<string, Operation>> = {
  'accounts.open': takesAccount(accounts.openInput, accounts.open),
  'accounts.check': takesAccount(accounts.checkInput, accounts.check),
  'accounts.sendCode': takesAccount(letters.sendCodeInput, letters.sendCode),
  'accounts.letter': takesAccount(letters.letterInput, letters.letter),
  'accounts.checkCode': takesAccount(answers.checkCodeInput, answers.checkCode),
  'accounts.setPassword': takesAccount(answers.setPasswordInput, answers.setPassword),
  'accounts.setLanguage': takesAccount(accounts.languageInput, accounts.setLanguage),
  'accounts.facts': takesAccount(accounts.factsInput, (room, { peopleRef }) =>
    accounts.facts(room, peopleRef),
  ),
  'accounts.waysOf': takesAccount(ways.waysInput, (room, { peopleRef }) =>
    ways.waysOf(room, peopleRef),
  ),
  'accounts.askNewPasskey': takesAccount(newPasskey.askNewInput, newPasskey.askNew),
  'accounts.addPasskey': takesAccount(newPasskey.addInput, newPasskey.add),
  'accounts.askPasskey': takesAccount(passkeys.askInput, passkeys.ask),
  'accounts.checkPasskey': takesAccount(passkeys.checkInput, passkeys.check),
  'accounts.renamePasskey': takesAccount(passkeys.renameInput, passkeys.rename),
  'accounts.removePasskey': takesAccount(passkeys.removeInput, passkeys.remove),
  'accounts.offerGenerator': takesAccount(generator.ownInput, generator.offer),
  'accounts.offeredGenerator': takesAccount(generator.ownInput, generator.offered),
  'accounts.takeGenerator': takesAccount(generator.codeInput, generator.take),
  'accounts.endGenerator': takesAccount(generator.ownInput, generator.endOwn),
  'accounts.printCodes': takesAccount(generator.ownInput, printed.again),
  'accounts.printedCodes': takesAccount(generator.ownInput, printed.now),
  'accounts.sendOwnCode': takesAccount(letters.ownCodeInput, letters.sendOwnCode),
  'accounts.checkSecond': takesAccount(second.secondInput, second.checkSecond),
  'accounts.checkOwn': takesAccount(second.checkOwnInput, second.checkOwn),
  'accounts.tell': takesAccount(ways.tellInput, ways.tell),
  'accounts.openRecovery': takesAccount(recovery.openInput, recovery.open),
  'accounts.openRecoveries': takesAccount(recovery.listInput, recovery.list),
  'accounts.approveRecovery': takesAccount(recovery.approveInput, recovery.approve),
  'accounts.takeRecovery': takesAccount(recovered.takeInput, recovered.take),
  'accounts.recoveryOf': takesAccount(recovered.ownInput, recovered.of),
  'accounts.stopRecovery': takesAccount(recovered.ownInput, recovered.stop),
  'accounts.arrive': takesAccount(arrivals.arriveInput, arrivals.arrive),
  'accounts.arrivedWith': takesAccount(arrivals.heldInput, arrivals.arrivedWith),
  'accounts.enterArrival': takesAccount(arrived.enterInput, arrived.enter),
  'accounts.openArrival': takesAccount(arrived.openInput, arrived.open),
  'accounts.addArrival': takesAccount(arrived.addInput, arrived.add),
  'accounts.removeIdentity': takesAccount(identities.removeInput, identities.remove),
}
