-- How far the webhook is. One row, from the first time that one was configured on.
create table webhook (
  only_one      boolean     primary key default true check (only_one),
  -- The last event of the stream, and the last sealed audit event, that it took.
  event_number  bigint      not null,
  audit_number  bigint      not null,
  -- One replica at a time tells it; what it writes afterwards has its claim.
  claim         bigint      not null default 0,
  claimed_by    text,
  claimed_until timestamptz,
  -- Since it did not take an event: how often that was tried, and when it is tried next.
  failures      int         not null default 0,
  failing_since timestamptz,
  error         text,
  due_at        timestamptz not null default clock_timestamp(),
  constraint webhook_failing check ((failures = 0) = (failing_since is null))
);
