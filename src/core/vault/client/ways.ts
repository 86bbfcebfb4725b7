/** Ways to sign in and help at the desk, as functions over the line of the service `account`. */
import type { Identities } from '../identity-model.ts'
import type { Recoveries } from '../recovery-model.ts'
import type { Ways } from '../ways-model.ts'

type Ask = (op: string) => (input: object) => Promise<never>

export function waysOn(ask: Ask): Ways & Identities & Recoveries {
  return {
    waysOf: (peopleRef) => ask('waysOf')({ peopleRef }),
    askNewPasskey: ask('askNewPasskey'),
    addPasskey: ask('addPasskey'),
    askPasskey: ask('askPasskey'),
    checkPasskey: ask('checkPasskey'),
    renamePasskey: ask('renamePasskey'),
    removePasskey: ask('removePasskey'),
    offerGenerator: ask('offerGenerator'),
    offeredGenerator: ask('offeredGenerator'),
    takeGenerator: ask('takeGenerator'),
    endGenerator: ask('endGenerator'),
    printCodes: ask('printCodes'),
    printedCodes: ask('printedCodes'),
    sendOwnCode: ask('sendOwnCode'),
    checkSecond: ask('checkSecond'),
    checkOwn: ask('checkOwn'),
    tell: ask('tell'),
    openRecovery: ask('openRecovery'),
    openRecoveries: ask('openRecoveries'),
    approveRecovery: ask('approveRecovery'),
    takeRecovery: ask('takeRecovery'),
    recoveryOf: ask('recoveryOf'),
    stopRecovery: ask('stopRecovery'),
    arrive: ask('arrive'),
    arrivedWith: ask('arrivedWith'),
    enterArrival: ask('enterArrival'),
    openArrival: ask('openArrival'),
    addArrival: ask('addArrival'),
    removeIdentity: ask('removeIdentity'),
  }
}
