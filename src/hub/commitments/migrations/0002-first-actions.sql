-- A first action of an endorsement became a commitment, or the city set it aside: it is offered no longer.
create table commitments.first_action (
  city text not null,
  area text not null,
  -- In the words of the endorsement: another action in the same area is offered anew.
  text text not null,
  commitment integer references commitments.commitment,
  at timestamptz not null,
  primary key (city, area, text)
);
