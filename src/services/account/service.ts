import { service } from '#core/service'
import { dismissOfficial, invite, join, roleChanged } from './actions/officials.ts'
import { forget, setPassword } from './actions/password.ts'
import { endSession } from './actions/sessions.ts'
import { askCode, enterCode, signIn, signOut, signUp } from './actions/sign-in.ts'
import { sendLetter } from './jobs.ts'
import { invitedPage, joinPage, officialsPage } from './pages/officials.tsx'
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
import { letters, notices } from './purposes.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export default service({
  name: 'account',
  right: 1,
  uses: [],
  actions: [
    signIn,
    signUp,
    askCode,
    enterCode,
    signOut,
    forget,
    setPassword,
    endSession,
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
    sessionsPage,
    officialsPage,
    invitedPage,
    joinPage,
  ],
  jobs: [sendLetter],
  purposes: [letters, notices],
  entries: [roleChanged],
  permissions: ['people.manage'],
  texts: { en, es, ar },
})
