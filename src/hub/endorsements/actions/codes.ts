/** The letters with which two mailboxes confirm themselves. */
import type { Work } from '#core/actions'
import { letter } from '../letters.ts'
import { hashOf } from '../seal.ts'
import { setMailboxCodes } from '../store/applications.ts'

/** Sends each mailbox a link of its own; older links no longer open anything. */
export async function sendCodes(
  { tx, newSecret, later }: Pick<Work<unknown>, 'tx' | 'newSecret' | 'later'>,
  application: number,
): Promise<void> {
  const [mailbox, signer] = [newSecret(), newSecret()]
  const hashes = { mailbox: hashOf(mailbox), signer: hashOf(signer) }
  await setMailboxCodes(tx, application, hashes)
  await later(letter, { application, kind: 'mailbox', code: mailbox })
  await later(letter, { application, kind: 'signer', code: signer })
}
