-- What a value is about, where a person has several of its kind: one message of a thread. Null: it is about the
-- person alone, and a newer one takes its place.
alter table vault.datum add column item text;
-- The service that kept it; null for what was kept before this was written down.
alter table vault.datum add column module text;
create index datum_item on vault.datum (person, item) where item is not null;

-- The language in which somebody read what they agreed to.
alter table vault.consent add column language text;
create index consent_standing on vault.consent (module, notice, version, person)
  where withdrawn_at is null;
