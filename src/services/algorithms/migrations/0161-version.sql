-- Which version of the code an entry is for. Null: the one that is in force when two have agreed.
alter table algorithms.entry add column version integer check (version > 0);
