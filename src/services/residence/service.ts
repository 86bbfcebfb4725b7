import { service } from '#core/service'
import { deskNumber, proveAtDesk } from './actions/desk.ts'
import { endProof } from './actions/end.ts'
import { askLetter, dropLetter, enterCode, letterSent } from './actions/letter.ts'
import { agreeApart, tellApart } from './actions/namesake.ts'
import { proveByProvider } from './actions/provider.ts'
import { finishRegister, lookUp, takeRegister } from './actions/register.ts'
import { askFirst, settleApart } from './apart.ts'
import { askTheRegister } from './asking.ts'
import { residenceConfig } from './config.ts'
import * as entries from './entries.ts'
import { registerImport } from './imports/register.ts'
import { forgetAsked, nightly, sendReminder } from './jobs.ts'
import { deskPage, lettersPage } from './pages/desk.tsx'
import { agreePage, namesakePage } from './pages/namesake.tsx'
import { numbersPage } from './pages/numbers.tsx'
import { printPage } from './pages/letter.tsx'
import { statusPage } from './pages/status.tsx'
import { codePage, leavingPage, letterPage, numberPage, registerPage } from './pages/ways.tsx'
import { askRegister, byDistrict, keepProof, own, printLetter, remind, settle } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { type Identity, residencyFrom } from './claims.ts'
export { residenceOf } from './config.ts'
export { proveByProvider } from './actions/provider.ts'
export { residencyPurpose } from './purposes.ts'
export { type Verified, verifiedOf } from './verified.ts'

export default service({
  name: 'residence',
  right: 4,
  uses: [],
  under: '/folder',
  actions: [
    askLetter,
    dropLetter,
    enterCode,
    letterSent,
    deskNumber,
    proveAtDesk,
    tellApart,
    agreeApart,
    lookUp,
    proveByProvider,
    takeRegister,
    finishRegister,
    endProof,
  ],
  pages: [
    statusPage,
    letterPage,
    codePage,
    registerPage,
    numberPage,
    leavingPage,
    deskPage,
    namesakePage,
    agreePage,
    numbersPage,
    lettersPage,
    printPage,
  ],
  jobs: [forgetAsked, sendReminder, nightly, askTheRegister, askFirst, settleApart],
  purposes: [printLetter, settle, askRegister, remind, keepProof, own, byDistrict],
  entries: Object.values(entries),
  permissions: ['residence.verify', 'residence.print', 'residence.register'],
  config: residenceConfig,
  imports: [registerImport],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
})
