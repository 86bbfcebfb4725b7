/** How the booklet looks: on a screen, in a reader of EPUBs, and on paper. Start and end, never left and right. */

/** For every reader. */
export const READ = `
html { font: 100%/1.6 'Noto Sans', 'Noto Sans Arabic', system-ui, 'Segoe UI', sans-serif; color: #1c2b33; background: #fff; overflow-wrap: anywhere }
[lang|='ar'] { line-height: 1.8 }
body { margin: 0 }
main, .contents { max-width: 44rem; margin-inline: auto; padding-inline: 1.25rem }
h1, h2, h3, h4 { line-height: 1.25; color: #0b3c52; break-after: avoid; text-wrap: balance }
h2 { font-size: 2rem; margin: 4rem 0 1.5rem; padding-block-end: .5rem; border-block-end: 3px solid #f2b84b }
h3 { font-size: 1.5rem; margin: 2rem 0 .75rem }
h4 { font-size: 1.0625rem; margin: 1.75rem 0 .25rem }
p, ul, ol, dl, table, figure { margin: 0 0 1rem }
p, li { orphans: 3; widows: 3 }
a { color: #0b5d80; text-underline-offset: .15em }
li { margin-block-end: .35rem }
.lead { font-size: 1.1875rem; color: #31474f }
.lead p { margin-block-end: .75rem }
.eyebrow { margin: 3.5rem 0 0; font-weight: 700; letter-spacing: .02em; color: #8a3b08 }
.eyebrow + h2, .eyebrow + h3 { margin-block-start: .25rem }
.principles li { margin-block-end: 1rem }
.address, code { font-size: .8125em; word-break: break-all }
code { font-family: ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace }
.quote { margin-inline: 0; padding-inline-start: 1.25rem; border-inline-start: 4px solid #7fc4c9; font-size: 1.125rem; break-inside: avoid }
.quote blockquote { margin: 0 }
.quote figcaption { font-size: .9375rem; color: #4a5d66 }
table { width: 100%; border-collapse: collapse; font-size: .9375rem }
caption { text-align: start; font-size: .875rem; color: #4a5d66; padding-block-end: .25rem }
th, td { text-align: start; vertical-align: top; padding: .4rem .75rem .4rem 0; border-block-end: 1px solid #c5d0d5 }
tr { break-inside: avoid }
.about { margin-block-start: 2rem; padding: .25rem 1.25rem 1rem; background: #f3f6f7; border-radius: .5rem }
.facts > div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding-block: .35rem; border-block-end: 1px solid #d6dee2; break-inside: avoid }
.facts > div:last-child { border: 0 }
.facts dt { flex: 0 0 11rem; font-weight: 600 }
.facts dd { flex: 1 1 14rem; margin: 0; min-width: 0 }
.facts dd p:last-child { margin: 0 }
.map { display: block; width: 100%; height: auto; margin-block: 1rem 2rem }
.country { break-inside: avoid-page }
.contents ol { list-style: none; padding: 0 }
.contents ol ol { padding-inline-start: 1.25rem; margin-block: .35rem 1rem; font-size: .9375rem }
.contents > ol > li > a { font-weight: 700 }
.cover { box-sizing: border-box; min-height: 100vh; display: flex; flex-direction: column; padding: clamp(1.5rem, 6vw, 5rem); background: #0b3c52; color: #fff }
.cover h1 { color: #fff; font-size: clamp(2.25rem, 7vw, 4rem); margin: 0 0 1rem; max-width: 18em }
.cover p { margin: 0 0 .5rem }
.cover__who { font-weight: 700; font-size: 1.125rem }
.cover .cover__lead { font-size: 1.375rem; max-width: 34em }
.cover .cover__number { margin-block-start: auto; padding-block-start: 2rem; font-size: 1.125rem }
.cover .cover__preview { align-self: start; padding: .25rem .75rem; background: #f2b84b; color: #1c2b33; font-weight: 700 }
.pattern { display: block; width: 100%; height: auto; margin-block: clamp(2rem, 8vh, 6rem) }
`

/** For paper: A4, the number of each page, parts and practices on pages of their own (CSS Paged Media Level 3). */
export const PRINT = `
@page { size: A4; margin: 22mm 22mm 25mm; @bottom-center { content: counter(page); font: 9pt 'Noto Sans', sans-serif; color: #4a5d66 } }
@page cover { margin: 0; @bottom-center { content: none } }
@media print {
  html { font-size: 10.5pt; line-height: 1.5 }
  main, .contents { max-width: none; padding: 0 }
  .cover { page: cover; min-height: 0; height: 297mm; padding: 24mm; break-after: page; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .cover h1 { font-size: 38pt }
  .part { break-before: page }
  .practice + .practice { break-before: page }
  h2 { margin-block-start: 0; padding-block-start: .4em; font-size: 22pt }
  h3 { font-size: 16pt }
  h4 { font-size: 11.5pt }
  .eyebrow { margin-block-start: 6mm }
  .practice + .practice .eyebrow { margin-block-start: 0 }
  .about, .map { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  a { color: inherit; text-decoration: none }
  .contents a::after { content: leader('.') target-counter(attr(href), page) }
}
`
