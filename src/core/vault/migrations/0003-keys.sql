-- Where this version of the master key is: a file of the key folder, or a service that keeps it.
alter table keys.master add column kind text not null default 'file';
alter table keys.master alter column kind drop default;
create index dek_master on keys.dek (master);
