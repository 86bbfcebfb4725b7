import { service } from '#core/service'
import { dismissOfficial, invite, join, roleChanged } from './actions/officials.ts'
import { endGenerator, offerGenerator, printCodes, takeGenerator } from './actions/generator.ts'
import {
  addPasskey,
  askNewPasskey,
  askPasskey,
  enterPasskey,
  removePasskey,
  renamePasskey,
} from './actions/passkeys.ts'
import { forget, setPassword } from './actions/password.ts'
import { enterSecond, prove, proveByMail } from './actions/prove.ts'
import {
  approveRecovery,
  openRecovery,
  recovered,
  stopRecovery,
  takeRecovery,
} from './actions/recovery.ts'
import { addIdentity, enterArrival, openArrival, removeIdentity } from './actions/identities.ts'
import { endSession } from './actions/sessions.ts'
import { askCode, enterCode, signIn, signOut, signUp } from './actions/sign-in.ts'
import { accountConfig } from './config.ts'
import { sendLetter } from './jobs.ts'
import { invitedPage, joinPage, officialsPage } from './pages/officials.tsx'
import { provePage, secondPage } from './pages/prove.tsx'
import { addIdentityPage, newcomerPage, signedOutPage } from './pages/providers.tsx'
import { residePage } from './pages/reside.tsx'
import { recoveriesPage, recoverPage, recoveryCodePage } from './pages/recovery.tsx'
import { sessionsPage } from './pages/sessions.tsx'
import {
  askCodePage,
  codePage,
  forgottenPage,
  forgottenSent,
  newPasswordPage,
  signInPage,
  signUpPage,
} from './pages/sign-in.tsx'
import { generatorPage, printedPage, renamePage } from './pages/way.tsx'
import { passkeyPage, waysPage } from './pages/ways.tsx'
import { back } from './passages/back.ts'
import { addOut, enterOut, leaveOut, proveOut, resideOut } from './passages/out.ts'
import { letters, notices, recovery } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { accountOf, type ProviderChoice } from './config.ts'

export default service({
  name: 'account',
  right: 1,
  uses: ['residence'],
  touches: ['people'],
  actions: [
    signIn,
    signUp,
    askCode,
    enterCode,
    enterSecond,
    askPasskey,
    enterPasskey,
    enterArrival,
    openArrival,
    addIdentity,
    removeIdentity,
    signOut,
    prove,
    proveByMail,
    forget,
    setPassword,
    endSession,
    askNewPasskey,
    addPasskey,
    renamePasskey,
    removePasskey,
    offerGenerator,
    takeGenerator,
    endGenerator,
    printCodes,
    openRecovery,
    approveRecovery,
    takeRecovery,
    stopRecovery,
    invite,
    join,
    dismissOfficial,
  ],
  pages: [
    signInPage,
    askCodePage,
    codePage,
    signUpPage,
    forgottenPage,
    forgottenSent,
    newPasswordPage,
    secondPage,
    provePage,
    sessionsPage,
    waysPage,
    passkeyPage,
    generatorPage,
    printedPage,
    renamePage,
    recoverPage,
    recoveriesPage,
    recoveryCodePage,
    officialsPage,
    invitedPage,
    joinPage,
    newcomerPage,
    residePage,
    addIdentityPage,
    signedOutPage,
  ],
  passages: [enterOut, proveOut, addOut, resideOut, leaveOut, back],
  config: accountConfig,
  jobs: [sendLetter],
  purposes: [letters, notices, recovery],
  entries: [roleChanged, recovered],
  permissions: ['people.manage', 'account.recover'],
  texts: { en, es, ar },
})
