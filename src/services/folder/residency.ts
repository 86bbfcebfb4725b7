import { residencyPurpose } from '#services/residence'

/** Somebody looks what services may learn of their proof of residence. */
export const residence = residencyPurpose({
  id: 'folder.residence',
  version: 1,
  basis: { gdpr: '6(1)(c)', law: 'GDPR art. 15' },
  dpv: 'dpv:RightsFulfilment',
})
