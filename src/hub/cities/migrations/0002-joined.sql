-- A row that turned out to be the same city as another: its id leads there for ever, and no list shows it any more.
alter table cities.city add column joined text references cities.city check (joined <> id);
create index on cities.city (joined) where joined is not null;
