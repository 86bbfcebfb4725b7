-- Parts of a photo may be asked to be covered twice before the first is done: it stays out of sight until all are, and
-- comes back only where nobody hid it for another reason meanwhile.
alter table reports.photo
  -- What was asked for and is not done yet, by the name of each.
  add column covering text[] not null default '{}',
  -- Why it stays out of sight afterwards; null: it is shown again.
  add column after_cover text,
  -- The files it was before.
  add column was text[] not null default '{}';
comment on column reports.photo.covering is 'pd:none';
comment on column reports.photo.after_cover is 'pd:none';
comment on column reports.photo.was is 'pd:none';
