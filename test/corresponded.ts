/** A unit and a resident who wrote to each other, with something due and a consent, for pages that need them. */
import type { Action } from '#core/actions'
import folder from '#services/folder'
import messages from '#services/messages'
import type { Somebody, TestCity } from '#test/city'

function found(all: readonly Action<any, any, any>[], name: string): Action {
  const one = all.find((each) => each.name === name)
  if (!one) throw new Error(`there is no ${name}`)
  return one
}

/** Where the pages stand that have a parameter: the answer to her report began a thread. */
export async function corresponded(
  city: TestCity,
  { amina, desk }: { readonly amina: Somebody; readonly desk: Somebody },
): Promise<Record<string, string>> {
  const list = (await amina.opens('/messages')).text
  const [, thread = ''] = /href="\/messages\/(M-\d+)"/.exec(list) ?? []
  const on = '2026-04-01'
  const setDue = found(messages.actions, 'messages.set-due')
  await desk.does(found(messages.actions, 'messages.answer'), { thread, text: 'Two lines\n\nhere' })
  await desk.does(setDue, {
    thread,
    kind: 'charge',
    amount: '12.50',
    on,
    link: 'https://a.example/',
  })
  await desk.does(setDue, { thread, kind: 'deadline', on: '2026-03-20' })
  const agreed = await amina.does(found(folder.actions, 'folder.start-weekly'), {})
  const { consent } = agreed as { readonly consent: string }
  await amina.does(found(folder.actions, 'folder.open-feed'), { detail: 'sentence' })
  await city.work()
  return {
    'messages.show': `/messages/${thread}`,
    'messages.desk-thread': `/messages/desk/${thread}`,
    'folder.consent': `/folder/consents/${consent}`,
  }
}
