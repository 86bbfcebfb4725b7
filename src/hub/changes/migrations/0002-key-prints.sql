-- Fingerprints of the keys a city was known by, one after the other: the DNS may still show the first.
alter table changes.member_log add column prints text[] not null default '{}';
