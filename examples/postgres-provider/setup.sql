-- Run once as a superuser, then GRANT each role that may be handed out to the administrator (last statement).

-- The administrator: no superuser. CREATEROLE lets it make logins and the roles that stand between a login and what is
-- handed out to it; PostgreSQL lets it change and drop those it made, and no others. Give it a password of your own.
CREATE ROLE jitaccess LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS;

-- To end sessions; PostgreSQL never lets it end those of superusers.
GRANT pg_signal_backend TO jitaccess;

-- One line for each role that may be handed out: the administrator may grant it, but does not have it.
GRANT app_read TO jitaccess WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
