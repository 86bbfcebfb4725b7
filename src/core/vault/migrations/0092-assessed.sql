-- The assessment that a purpose names is published (GDPR art. 35): on the public record, as the city says. Null in copies
-- of before, and as good as false until the city starts.
alter table vault.purpose add column assessed boolean;
