import { rule } from '#core/kernel'

interface Removal {
  readonly removesOwnPost: boolean
  readonly managersLeft: number
}

/** Who may take a post away. */
export const mayDismiss = rule<Removal>({
  name: 'account.may-dismiss',
  says: 'An official may take a post away from another, never their own, and never the last one that appoints.',
  law: 'Organisation Ordinance 2/2024, art. 5',
  refuseWhen: {
    'own-post': ({ removesOwnPost }) => removesOwnPost,
    'last-manager': ({ managersLeft }) => managersLeft < 1,
  },
})
