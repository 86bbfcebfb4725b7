-- Cities' own officials act: which city filed something, and which city's body approves a text.
alter table groups.document add column city text;
-- Null: a body of no single city; whoever leads the group files what it decided.
alter table groups.track add column city text;
