/** Whether this process works under Node's permission model, as the vault's does. */
export function isConfined(): boolean {
  return 'permission' in process
}
