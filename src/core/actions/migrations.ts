/** The schema `actions` of the city database. */
export const actionsMigrations = {
  name: 'actions',
  folder: new URL('./migrations/', import.meta.url),
}
