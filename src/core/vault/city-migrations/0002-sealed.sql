-- Batches of accesses and erasures that stand on the public record: none is written there twice.
create table vault.sealed (
  seal uuid primary key,
  entry text not null,
  at timestamptz not null
);
