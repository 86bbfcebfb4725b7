/** The tags of an HTML page, found without a browser: enough to count, not to draw. */
export interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

/** What is not shown is not looked at. */
const HIDDEN = ['script', 'style', 'template', 'noscript']
const NAME = /[a-z][a-z0-9-]*/iy
const ATTRIBUTE = /\s*([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]*)))?\s*\/?/y

function attributesAt(html: string, from: number): [Map<string, string>, number] {
  const attributes = new Map<string, string>()
  ATTRIBUTE.lastIndex = from
  for (
    let found = ATTRIBUTE.exec(html);
    found && attributes.size < 100;
    found = ATTRIBUTE.exec(html)
  ) {
    const [, name = '', double, single, bare] = found
    attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '')
    from = ATTRIBUTE.lastIndex
  }
  return [attributes, from]
}

/** Tags in their order, and the text between them. Reads at most so many characters. */
export function tagsOf(page: string, most = 2_000_000): { tags: Tag[]; text: string } {
  const html = page.slice(0, most)
  const lower = html.toLowerCase()
  const tags: Tag[] = []
  const text: string[] = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    text.push(html.slice(at, open))
    at = open + 1
    if (html.startsWith('!--', at)) {
      const close = html.indexOf('-->', at)
      at = close < 0 ? html.length : close + 3
      continue
    }
    NAME.lastIndex = at
    const [name = ''] = NAME.exec(html) ?? []
    if (name === '') continue
    const [attributes, end] = attributesAt(html, at + name.length)
    tags.push({ name: name.toLowerCase(), attributes })
    at = end + 1
    if (!HIDDEN.includes(name.toLowerCase())) continue
    const close = lower.indexOf(`</${name.toLowerCase()}`, at)
    at = close < 0 ? html.length : close
  }
  return { tags, text: text.join(' ') }
}
