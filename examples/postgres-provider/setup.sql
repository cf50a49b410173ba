-- Run once as a superuser; then the last statement for each role that may be handed out. Give the administrator a
-- password of your own (\password jitaccess).

-- The administrator: no superuser. CREATEROLE lets it make logins, and the roles that stand between a login and what is
-- handed out to it; PostgreSQL lets it change and drop those it made.
CREATE ROLE jitaccess LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS;

-- To end sessions; PostgreSQL never lets it end those of superusers.
GRANT pg_signal_backend TO jitaccess;

-- So that nobody can keep it out by opening connections; set reserved_connections to 3 or more, too.
GRANT pg_use_reserved_connections TO jitaccess;

-- For each role that may be handed out: the administrator may grant it, but does not have it.
GRANT app_read TO jitaccess WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
