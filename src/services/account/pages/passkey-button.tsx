import { useHere } from '#core/pages'
import { PasskeyFrame } from '#design'

/** Signs in, or shows once more who it is, with a passkey. */
export function PasskeyButton({ next }: { next: string | undefined }) {
  const { say } = useHere()
  return (
    <PasskeyFrame
      what="enter"
      ask="/api/sign-in/passkey/ask"
      send="/api/sign-in/passkey/enter"
      next={next}
      label={say('account.enter-passkey')}
      failed={say('account.enter-passkey.failed')}
    />
  )
}
