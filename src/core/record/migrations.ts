/** The schema `record` of the city database. */
export const recordMigrations = {
  name: 'record',
  folder: new URL('./migrations/', import.meta.url),
}
