import { languageName } from '#core/text'
import { type MenuLink, useHere } from '#core/pages'
import { Icon } from '../icon.tsx'
import { inLanguage } from './language.ts'

/** Mark and name of the city; the theme draws the mark. */
function Brand() {
  const { city, say } = useHere()
  return (
    <a class="cr-brand" href="/">
      <span class="cr-mark" aria-hidden="true" />
      <span class="cr-brand__text">
        <span class="cr-brand__name">{city.name}</span>{' '}
        <span class="cr-brand__what">{say('design.brand')}</span>
      </span>
    </a>
  )
}

function Languages() {
  const here = useHere()
  if (here.languages.length < 2) return null
  return (
    <nav class="cr-languages" aria-label={here.say('design.languages')}>
      <ul>
        {here.languages.map((code) => (
          <li key={code}>
            <a
              href={inLanguage(here, code)}
              lang={code}
              hreflang={code}
              aria-current={code === here.language ? 'true' : undefined}
            >
              {languageName(code)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function SignOut() {
  const { say, csrf, key } = useHere()
  return (
    <form method="post" action="/sign-out" class="cr-account__out">
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="key" value={key} />
      <button type="submit" class="cr-link-button">
        {say('design.signOut')}
      </button>
    </form>
  )
}

/** Who is signed in, by badge and never by name; or the way to sign in. */
function Account() {
  const here = useHere()
  const { say, by } = here
  if (!by) {
    const bare = here.path
    const next =
      bare === '/' || bare.startsWith('/sign-in') ? '' : `?next=${encodeURIComponent(bare)}`
    return (
      <div class="cr-account">
        <a class="cr-account__in" href={`/sign-in${next}`}>
          <Icon name="person" />
          {say('design.signIn')}
        </a>
      </div>
    )
  }
  return (
    <div class="cr-account">
      <a class="cr-account__in" href={by.kind === 'resident' ? '/folder' : '/sessions'}>
        <Icon name="person" />
        {say(`design.signedIn.${by.kind}`, { badge: by.badge })}
      </a>
      <SignOut />
    </div>
  )
}

/** Where one is: of links that lie inside each other, the innermost. */
function currentOf(services: readonly MenuLink[]): string | undefined {
  return services
    .filter(({ current }) => current)
    .toSorted((a, b) => b.href.length - a.href.length)
    .at(0)?.href
}

function Services() {
  const { say, services } = useHere()
  if (services.length === 0) return null
  const here = currentOf(services)
  return (
    <nav class="cr-services" aria-label={say('design.services')}>
      <ul>
        {services.map(({ href, label }) => (
          <li key={href}>
            <a href={href} aria-current={href === here ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** City name, languages, account and services; on a small screen all but the name fold into a menu. */
export function Header() {
  const { say } = useHere()
  return (
    <header class="cr-header">
      <div class="cr-width cr-header__row">
        <Brand />
        <div class="cr-header__aside">
          <Languages />
          <Account />
        </div>
        <details class="cr-menu">
          <summary>
            <Icon name="menu" />
            {say('design.menu')}
          </summary>
          <div class="cr-menu__sheet">
            <Services />
            <Account />
            <Languages />
          </div>
        </details>
      </div>
      <div class="cr-header__services">
        <div class="cr-width">
          <Services />
        </div>
      </div>
    </header>
  )
}
