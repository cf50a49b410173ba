/** What guards the portal's pages, and how it says what is wrong. */
@NullMarked
package io.jitaccess.examples.portal.web;

import org.jspecify.annotations.NullMarked;
