/** What is recorded about every change. */
@NullMarked
package io.jitaccess.audit;

import org.jspecify.annotations.NullMarked;
