-- For which member city an official spoke; null: as a resident, for nobody but herself.
alter table declaration.amendment add column city text;
alter table declaration.comment add column city text;
