import { useHere } from '#core/pages'

/** For whom somebody acts just now, above every page, and the way back to oneself (privacy-record.md 2.9). */
export function Acting() {
  const { say, acting, csrf, key } = useHereIfActing()
  if (!acting) return null
  const { name, over } = acting
  return (
    <aside class="cr-banner cr-banner--acting" aria-label={say('design.acting.label')}>
      <div class="cr-width cr-acting">
        <p>
          <strong>
            {name ? say('design.acting.named', { name }) : say('design.acting.unnamed')}
          </strong>{' '}
          {say(over ? 'design.acting.over' : 'design.acting.text')}
        </p>
        <form method="post" action="/mandates/leave">
          <input type="hidden" name="csrf" value={csrf} />
          <input type="hidden" name="key" value={key} />
          <button type="submit" class="cr-button cr-button--secondary">
            {say(over ? 'design.acting.back' : 'design.acting.leave')}
          </button>
        </form>
      </div>
    </aside>
  )
}

/** A page on which nobody acts for another asks for no form token: others may keep it. */
function useHereIfActing() {
  const here = useHere()
  const { say, acting } = here
  return acting ? { say, acting, csrf: here.csrf, key: here.key } : { say, csrf: '', key: '' }
}
