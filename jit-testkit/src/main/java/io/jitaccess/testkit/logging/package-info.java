/** What is logged while a test runs, to be searched for secrets. */
@NullMarked
package io.jitaccess.testkit.logging;

import org.jspecify.annotations.NullMarked;
