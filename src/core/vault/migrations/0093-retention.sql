-- What is due is looked for in the order of persons, a portion at a time, and never from the beginning again.
create index datum_kept on vault.datum (person, class, since) where batch is null and class <> 'account';
create index document_kept on vault.document (person, class, since) where batch is null and person is not null;
