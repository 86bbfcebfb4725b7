/** The schema `people` of the city database. */
export const peopleMigrations = {
  name: 'people',
  folder: new URL('./migrations/', import.meta.url),
}
