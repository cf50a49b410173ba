package io.jitaccess.spring.rest;

/** A record that is read and written by {@link JsonBodyConverter}, whatever the host did to its own JSON. */
interface JsonBody {}
