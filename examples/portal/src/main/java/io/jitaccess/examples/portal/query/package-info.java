/** The page's query box: statements in the orders database, each with the person's own login. */
@NullMarked
package io.jitaccess.examples.portal.query;

import org.jspecify.annotations.NullMarked;
