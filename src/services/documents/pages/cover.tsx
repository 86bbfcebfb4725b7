/** What stands beside a document that was given: a page to print with a code for cameras, and its proof. */
import { Refusal } from '#core/kernel'
import { type Look, page } from '#core/pages'
import { residents } from '#core/people'
import { Code, Keepsake, Layout, Prose, QrCode } from '#design'
import { z } from 'zod'
import type { Issued } from '../model.ts'
import { listIssued } from '../store/issued.ts'
import { proofOf } from './proving.ts'

const which = z.object({ document: z.uuid() })

/** A document that was given to whoever looks: the vault says whose it is, without opening it. */
async function readOwn({ input, by, tx, documents }: Look<z.infer<typeof which>>): Promise<Issued> {
  const field = await documents.has(by.ref ?? '', input.document)
  const [issued] = field === 'document.issued' ? await listIssued(tx, [input.document]) : []
  if (!issued) throw new Refusal('not-found', ['documents.no-such-document'])
  return issued
}

/** To be printed and put before the document: it says nothing of whose it is. */
export const coverPage = page({
  name: 'documents.cover',
  path: '/documents/:document/cover',
  who: residents,
  hidden: true,
  input: which,
  load: async (look) => ({ issued: await readOwn(look), url: look.city.url }),
  view: ({ issued, url }, { say, city }) => {
    const address = `${url}/verify/${issued.number}`
    return (
      <Layout
        title={say('documents.cover.title', { city: city.name })}
        lead={say('documents.cover.lead')}
        breadcrumb={[
          { href: '/documents', text: say('documents.mine') },
          { href: `/documents/${issued.document}`, text: say(`documents.kind.${issued.kind}`) },
        ]}
        narrow
      >
        <QrCode text={address} label={say('documents.cover.code')} />
        <Keepsake label={say('documents.fact.number')} value={issued.number} />
        <Prose>
          <p>
            <Code text={address} inline />
          </p>
          <p>
            {say('documents.fact.sha256')}: <Code text={issued.sha256 ?? ''} inline />
          </p>
          <p>{say('documents.cover.print')}</p>
        </Prose>
      </Layout>
    )
  },
})

/** The proof of a document for its own person. */
export const ownProof = page({
  name: 'documents.proof',
  path: '/documents/:document/proof',
  who: residents,
  hidden: true,
  input: which,
  load: async (look) => proofOf(look, await readOwn(look)),
  sends: (proof) => proof,
  view: () => <></>,
})
