package io.jitaccess.spring.rest;

import io.jitaccess.id.RequestId;
import java.net.URI;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where this API is.
 *
 * @param value the path below the servlet's
 */
record ApiPath(String value) {

    /** Where a request is found: a path without a host, which proxies cannot spoil. */
    URI of(RequestId request) {
        String mapping =
                ServletUriComponentsBuilder.fromCurrentServletMapping().build().getPath();
        return URI.create((mapping == null ? "" : mapping) + value + "/requests/" + request);
    }
}
