-- Whoever contested closed their account while it was open: the words go as soon as it is over.
alter table contests.contest add column forget_at_end boolean not null default false;
