-- Audit events say from where, and are sealed into a chain: docs/adr/0012. Only the two functions at the end number and
-- delete events, with the rights of the tables' owner; whoever else may insert and read needs no more than that.

alter table audit_event
  -- Of the client; empty where no request made the change.
  add column address text,
  -- Its place in the chain, without gaps; empty until it is sealed.
  add column number  bigint unique;
alter table audit_event alter column at set default clock_timestamp();
create index audit_event_unsealed on audit_event (at, id) where number is null;

create table audit_seal (
  number       bigint      primary key check (number > 0),
  first_event  bigint      not null unique check (first_event > 0),
  last_event   bigint      not null unique,
  sealed_at    timestamptz not null,
  -- The digest of the seal before; zeros in the first one.
  previous     bytea       not null check (length(previous) = 32),
  -- The SHA-256 of the digests of its events.
  content      bytea       not null check (length(content) = 32),
  digest       bytea       not null unique check (length(digest) = 32),
  -- The SHA-256 of each event, one after the other, as long as the events are kept.
  events       bytea       check (length(events) = 32 * (last_event - first_event + 1)),
  forgotten_at timestamptz,
  constraint audit_seal_of_events check (last_event >= first_event),
  constraint audit_seal_forgotten check ((events is null) = (forgotten_at is not null))
);
create index audit_seal_kept on audit_seal (number) where forgotten_at is null;

-- Its length in bytes, and its bytes: no two lists of fields have the same bytes one after the other.
create function audit_field(value text) returns bytea language sql stable as $$
  select case when value is null then int4send(-1)
         else int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8') end
$$;

create function audit_field(value timestamptz) returns bytea language sql stable as $$
  select audit_field((extract(epoch from value) * 1000000)::bigint::text)
$$;

create function audit_event_sha256(e audit_event) returns bytea language sql stable as $$
  select sha256(audit_field(e.number::text) || audit_field(e.id::text) || audit_field(e.at)
    || audit_field(e.organization_id::text) || audit_field(e.actor) || audit_field(e.action)
    || audit_field(e.subject) || audit_field(e.detail) || audit_field(e.node) || audit_field(e.address))
$$;

create function audit_seal_sha256(s audit_seal) returns bytea language sql stable as $$
  select sha256(audit_field(s.number::text) || audit_field(s.first_event::text) || audit_field(s.last_event::text)
    || audit_field(s.sealed_at) || audit_field(encode(s.previous, 'hex')) || audit_field(encode(s.content, 'hex')))
$$;

-- Seals committed events that have no number, the oldest first, and says how many. Only one session at a time does, and
-- until it has committed: the next one sees what it did. Events that are committed later get later numbers, whatever their time.
create function seal_audit_events(most int) returns int language plpgsql security definer as $$
declare
  latest audit_seal;
  seal   audit_seal;
  sealed int;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('castellan:audit-seal', 0)) then
    return 0;
  end if;
  select s.* into latest from audit_seal s order by s.number desc limit 1;
  seal.number := coalesce(latest.number, 0) + 1;
  seal.first_event := coalesce(latest.last_event, 0) + 1;
  update audit_event e set number = seal.first_event + w.place - 1
    from (select id, row_number() over (order by at, id) as place
            from (select id, at from audit_event where number is null order by at, id limit most) oldest) w
   where e.id = w.id;
  get diagnostics sealed = row_count;
  if sealed = 0 then
    return 0;
  end if;
  seal.last_event := seal.first_event + sealed - 1;
  seal.sealed_at := clock_timestamp();
  seal.previous := coalesce(latest.digest, decode(repeat('00', 32), 'hex'));
  select string_agg(audit_event_sha256(e), ''::bytea order by e.number) into seal.events
    from audit_event e where e.number between seal.first_event and seal.last_event;
  seal.content := sha256(seal.events);
  seal.digest := audit_seal_sha256(seal);
  insert into audit_seal select seal.*;
  return sealed;
end $$;

-- Deletes the events of the oldest seal that has some, and says how many; none while that seal is younger.
create function forget_audit_events(age interval) returns int language plpgsql security definer as $$
declare
  seal audit_seal;
begin
  if age is null or age < interval '30 days' then
    raise exception 'audit events are kept for 30 days at least' using errcode = 'insufficient_privilege';
  end if;
  select s.* into seal from audit_seal s where s.forgotten_at is null order by s.number limit 1 for update skip locked;
  if seal.number is null or seal.sealed_at > clock_timestamp() - age then
    return 0;
  end if;
  delete from audit_event where number between seal.first_event and seal.last_event;
  update audit_seal set events = null, forgotten_at = clock_timestamp() where number = seal.number;
  return seal.last_event - seal.first_event + 1;
end $$;

-- Whoever calls them cannot put tables of his own before ours.
do $$
begin
  execute format('alter function seal_audit_events(int) set search_path = %I, pg_temp', current_schema());
  execute format('alter function forget_audit_events(interval) set search_path = %I, pg_temp', current_schema());
end $$;
revoke execute on function seal_audit_events(int), forget_audit_events(interval) from public;
