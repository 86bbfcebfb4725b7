import { useHere } from '#core/pages'
import { Shore } from './shore.tsx'

/** What every page leads to: what the city promises, and how that can be checked. */
export function Footer() {
  const { say, city } = useHere()
  const trust = [
    { href: '/promises', text: say('design.footer.promises') },
    { href: '/record', text: say('design.footer.record') },
    { href: '/verify', text: say('design.footer.verify') },
    { href: '/algorithms', text: say('design.footer.algorithms') },
    { href: '/status', text: say('design.footer.status') },
  ]
  const rights = [
    { href: '/privacy', text: say('design.footer.privacy') },
    { href: '/accessibility', text: say('design.footer.accessibility') },
    { href: '/api', text: say('design.footer.api') },
  ]
  return (
    <footer class="cr-footer">
      <Shore />
      <div class="cr-width cr-footer__columns">
        <div class="cr-footer__about">
          <p class="cr-footer__name">{city.name}</p>
          <p>{say('design.footer.about')}</p>
        </div>
        <Links title={say('design.footer.trust')} links={trust} />
        <Links title={say('design.footer.rights')} links={rights} />
      </div>
    </footer>
  )
}

function Links({
  title,
  links,
}: {
  title: string
  links: readonly { href: string; text: string }[]
}) {
  return (
    <nav class="cr-footer__links" aria-label={title}>
      <p class="cr-footer__title">{title}</p>
      <ul>
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
