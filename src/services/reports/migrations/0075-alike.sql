-- The search for the same problem: open reports of a kind by where they are, closed ones by when they were closed. Both
-- find a few hundred rows whatever the city has kept over the years.
create index report_open_place on reports.report (category, lat, lon) where class = 'open';
create index report_just_closed on reports.report (category, closed_at) where class = 'closed';
