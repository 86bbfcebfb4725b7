-- Cities that came to an activity, as the city that invited recorded it. Never people.
create table activities.attendance (
  activity integer not null references activities.activity,
  city text not null,
  recorded_at timestamptz not null,
  primary key (activity, city)
);
create index on activities.attendance (city);
