/** The sample people and the demo login that lets one act as each of them. */
@NullMarked
package io.jitaccess.examples.portal.people;

import org.jspecify.annotations.NullMarked;
