-- The districts an operator imported. While there are none, those of the city's folder hold.
create table actions.district (
  code     text primary key,
  name     text not null,
  polygons jsonb not null
);
comment on column actions.district.code is 'pd:none';
comment on column actions.district.name is 'pd:none';
comment on column actions.district.polygons is 'pd:none';
