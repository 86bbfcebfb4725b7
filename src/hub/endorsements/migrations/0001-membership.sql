create schema endorsements;

-- Where a city of the directory stands in the coalition. A city without a row is no member and never was.
create table endorsements.membership (
  city text primary key,
  -- As the city was called in the decision, or in the list it was taken from.
  name text not null,
  state text not null check (state in ('historic', 'member', 'on_hold', 'withdrawn', 'ended')),
  -- Version of the declaration it signed; unknown for members from before there were proofs.
  declaration text,
  decided_on date,
  published_on date,
  -- The list a historic member was taken from; a membership that was decided here has none.
  source text,
  successor text,
  changed_at timestamptz not null,
  check (state <> 'ended' or source is not null or successor is not null)
);
create index on endorsements.membership (state);

-- Counts the changes, so that what was drawn from these tables may be kept until there is another one.
create table endorsements.revision (
  single boolean primary key default true check (single),
  number bigint not null
);
insert into endorsements.revision (number) values (0);
create function endorsements.revised() returns trigger language plpgsql as $$
begin
  update endorsements.revision set number = number + 1;
  return null;
end $$;
create trigger revised after insert or update or delete on endorsements.membership
  for each statement execute function endorsements.revised();
