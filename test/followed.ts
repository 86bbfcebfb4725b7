/** An area that somebody follows, for tests that look at every page. */
import areas from '#services/areas'
import type { Somebody, TestCity } from '#test/city'

/** One of Amina's, confirmed; gives the addresses of its pages. */
export async function followed(
  city: TestCity,
  { amina }: { readonly amina: Somebody },
): Promise<Record<string, string>> {
  const can = (name: string) => {
    const found = areas.actions.find((one) => one.name === name)
    if (!found) throw new Error(`nobody can ${name}`)
    return found
  }
  const email = 'amina.follows@luzarra.example'
  await amina.does(can('areas.follow'), { district: 'puerto-viejo', rhythm: 'daily', email })
  await city.work()
  const letter = (await city.letters()).find(({ to }) => to === email)
  const code = /\/areas\/mine\/(\w+)/.exec(letter?.text ?? '')?.[1] ?? ''
  await amina.does(can('areas.confirmed'), { code })
  return { 'areas.mine': `/areas/mine/${code}`, 'areas.leaving': `/areas/mine/${code}/leave` }
}
