-- What is true at the providers of the bad days, and how it became so. Entries and history are written by one statement.
-- A mark of zero is no mark.

create table entry (
    id         bigint generated always as identity primary key,
    kind       text not null,
    principal  text not null,
    target     text not null,
    mark       uuid not null,
    made_by    text not null check (made_by in ('library', 'outsider')),
    assignment uuid,
    until_at   timestamptz,
    unique (kind, principal, target, mark)
);

create table history (
    seq        bigint generated always as identity primary key,
    at         timestamptz not null,
    op         text not null check (op in ('ADD', 'UPDATE', 'REMOVE', 'EXPIRE')),
    entry      bigint not null,
    kind       text not null,
    principal  text not null,
    target     text not null,
    mark       uuid not null,
    made_by    text not null,
    by_whom    text not null,
    assignment uuid,
    until_at   timestamptz
);
create index on history (kind, principal, target, mark, seq);

create table late (
    id         bigint generated always as identity primary key,
    due_at     timestamptz not null,
    latest     timestamptz not null,
    removes    boolean not null,
    kind       text not null,
    principal  text not null,
    target     text not null,
    mark       uuid not null,
    assignment uuid not null,
    until_at   timestamptz,
    mine       boolean not null,
    by_whom    text not null
);

create table issued (
    assignment uuid primary key,
    number     integer not null,
    until_at   timestamptz not null
);

-- Makes an entry, or moves the end of one; the answer is what was done.
create function make(k text, p text, t text, m uuid, a uuid, u timestamptz, mine boolean, who text, latest timestamptz)
returns text language plpgsql as $$
declare
    made bigint;
    maker text := case when who = 'outsider' then 'outsider' else 'library' end;
begin
    if clock_timestamp() > latest then
        return 'TOO_LATE';
    end if;
    if u <= clock_timestamp() then
        return 'PAST';
    end if;
    insert into entry (kind, principal, target, mark, made_by, assignment, until_at)
        values (k, p, t, m, maker, a, u) on conflict do nothing returning id into made;
    if made is not null then
        insert into history (at, op, entry, kind, principal, target, mark, made_by, by_whom, assignment, until_at)
            values (clock_timestamp(), 'ADD', made, k, p, t, m, maker, who, a, u);
        return 'CREATED';
    end if;
    if mine and u is not null then
        update entry set until_at = u
            where kind = k and principal = p and target = t and mark = m returning id, made_by into made, maker;
        insert into history (at, op, entry, kind, principal, target, mark, made_by, by_whom, assignment, until_at)
            select clock_timestamp(), 'UPDATE', made, k, p, t, m, maker, who, a, u where made is not null;
        return 'UPDATED';
    end if;
    return 'ALREADY_PRESENT';
end
$$;

create function take(k text, p text, t text, m uuid, who text, latest timestamptz)
returns text language plpgsql as $$
declare
    gone entry;
begin
    if clock_timestamp() > latest then
        return 'TOO_LATE';
    end if;
    delete from entry where kind = k and principal = p and target = t and mark = m returning * into gone;
    if gone.id is null then
        return 'ALREADY_ABSENT';
    end if;
    insert into history (at, op, entry, kind, principal, target, mark, made_by, by_whom, assignment, until_at)
        values (clock_timestamp(), 'REMOVE', gone.id, k, p, t, m, gone.made_by, who, gone.assignment, gone.until_at);
    return 'REMOVED';
end
$$;

-- Lets time do its work: native expiry, and effects that come late.
create function tick() returns void language plpgsql as $$
declare
    gone entry;
    one late;
begin
    for gone in delete from entry where until_at <= clock_timestamp() returning * loop
        insert into history (at, op, entry, kind, principal, target, mark, made_by, by_whom, assignment, until_at)
            values (clock_timestamp(), 'EXPIRE', gone.id, gone.kind, gone.principal, gone.target, gone.mark,
                    gone.made_by, 'expiry', gone.assignment, gone.until_at);
    end loop;
    for one in delete from late where due_at <= clock_timestamp() returning * loop
        if one.removes then
            perform take(one.kind, one.principal, one.target, one.mark, one.by_whom, one.latest);
        else
            perform make(one.kind, one.principal, one.target, one.mark, one.assignment, one.until_at, one.mine,
                         one.by_whom, one.latest);
        end if;
    end loop;
end
$$;
