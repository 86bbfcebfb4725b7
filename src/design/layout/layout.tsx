import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import { ProblemSummary } from '../forms/problem-summary.tsx'
import { Head } from './head.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { Shore } from './shore.tsx'

/** One step of the way back to the start page. */
export interface Crumb {
  readonly href: string
  readonly text: string
}

/** What a page tells its frame. */
export interface LayoutProps {
  readonly title: string
  /** One or two sentences under the title: what can be done here. */
  readonly lead?: ComponentChildren
  readonly breadcrumb?: readonly Crumb[]
  /** Small line above the title, such as `Step 2 of 4`. */
  readonly eyebrow?: ComponentChildren
  /** The one clear next step, beside the title. */
  readonly actions?: ComponentChildren
  /** Tables and maps need room; forms read better narrow. */
  readonly wide?: boolean
  readonly narrow?: boolean
  /** A front page: the title on the city's own colour. */
  readonly hero?: boolean
  /** The same as news, for readers of feeds (RFC 4287). */
  readonly feed?: { readonly href: string; readonly title: string }
  /** A path of this city that the page leads on to by itself, at once; a link on it says so too (WCAG H76). */
  readonly onward?: string
  readonly children?: ComponentChildren
}

function Breadcrumb({ trail }: { trail: readonly Crumb[] }) {
  const { say } = useHere()
  return (
    <nav class="cr-breadcrumb" aria-label={say('design.breadcrumb')}>
      <ol>
        {trail.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function PageHead({ title, lead, breadcrumb, eyebrow, actions, hero }: LayoutProps) {
  return (
    <div class={hero ? 'cr-head cr-head--hero' : 'cr-head'}>
      <div class="cr-width">
        {breadcrumb && breadcrumb.length > 0 && <Breadcrumb trail={breadcrumb} />}
        {eyebrow && <p class="cr-head__eyebrow">{eyebrow}</p>}
        <h1 class="cr-head__title">{title}</h1>
        {lead && <div class="cr-head__lead">{lead}</div>}
        {actions && <div class="cr-head__actions">{actions}</div>}
      </div>
      {hero && <Shore deep />}
    </div>
  )
}

/** Sentences about the whole city that stand above every page. */
function Banners() {
  const { say, sampleCity, vaultDown } = useHere()
  return (
    <>
      {sampleCity && (
        <aside class="cr-banner" aria-label={say('design.sample.label')}>
          <p class="cr-width">
            {say('design.sample.text')} <a href="/#sample">{say('design.sample.link')}</a>
          </p>
        </aside>
      )}
      {vaultDown && (
        <aside class="cr-banner cr-banner--warning" aria-label={say('design.vaultDown.label')}>
          <p class="cr-width">{say('design.vaultDown.text')}</p>
        </aside>
      )}
    </>
  )
}

/** The frame of every page: skip link, header, title, problem summary, content, footer (WCAG 2.4.1, 3.2.3). */
export function Layout(props: LayoutProps) {
  const { say, language, dir, problem } = useHere()
  const width = props.wide ? ' cr-main--wide' : props.narrow ? ' cr-main--narrow' : ''
  return (
    <html lang={language} dir={dir}>
      <Head title={props.title} feed={props.feed} onward={props.onward} />
      <body class="cr-body">
        <a class="cr-skip" href="#main">
          {say('design.skip')}
        </a>
        <Banners />
        <Header />
        <main id="main" class="cr-page" tabindex={-1}>
          <PageHead {...props} />
          <div class={`cr-width cr-main${width}`}>
            {problem && <ProblemSummary problem={problem} />}
            {props.children}
          </div>
        </main>
        <Footer />
      </body>
    </html>
  )
}
