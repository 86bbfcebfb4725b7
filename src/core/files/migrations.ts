/** The schema `files` of the city database. */
export const filesMigrations = { name: 'files', folder: new URL('./migrations/', import.meta.url) }
