import { useHere } from '#core/pages'
import { inLanguage } from './language.ts'
import type { LayoutProps } from './layout.tsx'

/** What a browser has to know: nothing here comes from another host. */
export function Head({
  title,
  feed,
  onward,
}: Pick<LayoutProps, 'title'> & { feed: LayoutProps['feed']; onward: LayoutProps['onward'] }) {
  const { say, assets, city, problem, languages } = useHere()
  const name = say('design.title', { title, city: city.name })
  return (
    <head>
      <meta charset="utf-8" />
      <title>{problem ? say('design.title.problem', { title: name }) : name}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      {onward && <meta http-equiv="refresh" content={`0; url=${onward}`} />}
      <link rel="icon" href={assets('icon.svg')} type="image/svg+xml" />
      <link rel="stylesheet" href={assets('main.css')} />
      <link rel="stylesheet" href={city.theme} />
      <Alternates languages={languages} />
      {feed && <link rel="alternate" type="application/atom+xml" {...feed} />}
      <script type="module" src={assets('enhance.js')} />
    </head>
  )
}

function Alternates({ languages }: { languages: readonly string[] }) {
  const here = useHere()
  return (
    <>
      {languages.map((code) => (
        <link key={code} rel="alternate" hreflang={code} href={inLanguage(here, code)} />
      ))}
    </>
  )
}
