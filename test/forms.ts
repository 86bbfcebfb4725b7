/** Forms on pages, as a browser without JavaScript sends them. */
import type { Found } from '#test/every-page'

interface FormOn {
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
}

const decoded = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** Forms of a page in which somebody has to write or choose something; a file is not sent here. */
function formsIn(html: string): FormOn[] {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main'))
  return main
    .split('<form')
    .slice(1)
    .flatMap((text) => {
      const form = text.slice(0, text.indexOf('</form'))
      const head = form.slice(0, form.indexOf('>'))
      const action = /action="([^"]+)"/.exec(head)?.[1]
      const asks =
        /<textarea|<select|<input[^>]*type="(?:text|email|date|number|password|tel|radio)"/
      if (!action || !/method="post"/.test(head) || /multipart/.test(head)) return []
      if (!asks.test(form)) return []
      const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const values = hidden.map(([, name = '', value = '']) => [name, decoded(value)])
      return [{ action: decoded(action), hidden: Object.fromEntries(values) }]
    })
}

/** What a form that nobody filled in may be answered with: done, shown again, or proof is asked for first. */
const FINE = new Set([200, 303, 400, 409, 422, 429])

/** Sends each form of these pages as it stands, without a word; says which were answered as if they were not there. */
export async function emptied(pages: readonly Found[]) {
  const wrong: string[] = []
  const done = new Set<string>()
  for (const { name, path, who } of pages) {
    const { text } = await who.opens(path)
    for (const { action, hidden } of formsIn(text)) {
      if (done.has(`${name} ${action}`)) continue
      done.add(`${name} ${action}`)
      const got = await who.posts(action, { ...hidden })
      const title = /<h1[^>]*>([^<]*)/.exec(got.text)?.[1] ?? ''
      if (!FINE.has(got.status)) wrong.push(`${name} (${path}): ${action} ${got.status} ${title}`)
      if (got.status === 400 && !got.text.includes(`action="${action.replaceAll('&', '&amp;')}"`)) {
        wrong.push(`${name} (${path}): ${action} 400 without its form: ${title}`)
      }
    }
  }
  return { wrong, sent: done.size }
}
