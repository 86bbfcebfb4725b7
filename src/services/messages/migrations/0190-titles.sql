-- What a thread is about in a few words, by language, as the service that began it says it: names of the city's own
-- categories and districts, never a word of a resident. Null: only the service and the number are known.
alter table messages.thread add column titles jsonb;
comment on column messages.thread.titles is 'pd:none';
