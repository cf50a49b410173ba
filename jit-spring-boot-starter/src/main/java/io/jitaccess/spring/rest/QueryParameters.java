package io.jitaccess.spring.rest;

/** A record that is read from the query by {@link QueryResolver}. */
interface QueryParameters {}
