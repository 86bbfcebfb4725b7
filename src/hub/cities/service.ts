import { service } from '#core/service'
import { admit } from './actions/admit.ts'
import { join } from './actions/join.ts'
import { correct, list, writeProfile, writeSection } from './actions/list.ts'
import * as entries from './entries.ts'
import { citiesImport } from './imports/cities.ts'
import { pages } from './pages/index.ts'
import ar from './text/ar.json' with { type: 'json' }
import en from './text/en.json' with { type: 'json' }
import es from './text/es.json' with { type: 'json' }

export { MAP, nameIn, onMap } from './model.ts'
export { countryName, wordsIn } from './model/words.ts'
/** For who copies another hub: its directory is drawn apart, on the same map. */
export { type CopiedPlace, CopiedWorld } from './pages/copied-world.tsx'
export { cityTable, findCities, type Named, readNames } from './store/list.ts'
export { listMembers, type Member, readSaid } from './store/members.ts'
/** For who draws the map elsewhere, such as in print. */
export { landPath } from './pages/land.ts'
export { whichCity } from './store/meant.ts'
export { listDomains, readDomains } from './store/domains.ts'
export { type Finding, noteFinding } from './store/profile.ts'

export default service({
  name: 'cities',
  right: 4,
  uses: ['declaration', 'endorsements'],
  writes: ['endorsements.application', 'endorsements.membership', 'endorsements.revision'],
  actions: [list, admit, join, correct, writeProfile, writeSection],
  pages,
  entries: Object.values(entries),
  changes: {
    'cities.taken-in': 'city',
    'cities.listed': 'city',
    'cities.corrected': 'city',
    'cities.joined': 'city',
    'cities.profile-written': 'city',
  },
  permissions: ['cities.write'],
  texts: { en, es, ar },
  migrations: new URL('./migrations/', import.meta.url),
  imports: [citiesImport],
})
