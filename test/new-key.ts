/** A key of a developer, just given. */
import type { Action } from '#core/actions'
import open311 from '#services/open311'
import type { Somebody } from '#test/city'

/** Gives a key; where it is shown. */
export async function newKey(official: Somebody): Promise<string> {
  const give: Action<any, any, any> | undefined = open311.actions.find(
    ({ name }) => name === 'open311.give',
  )
  if (!give) throw new Error('nobody gives a key')
  const given = { key: 'fix-my-town', called: 'Fix my town', contact: 'office@fix.example' }
  const { secret } = (await official.does(give, given)) as { secret: string }
  return `/open311/desk/keys/fix-my-town/${secret}`
}
