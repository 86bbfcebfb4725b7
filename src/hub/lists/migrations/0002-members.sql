-- The proved domain of a member city by which an address is on a list of the members.
alter table lists.subscriber add column domain text;
-- The city behind that domain does not belong to the coalition now: nothing is sent, nothing is read.
alter table lists.subscriber add column outside boolean not null default false;
