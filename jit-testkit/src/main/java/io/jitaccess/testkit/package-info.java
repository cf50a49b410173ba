/** Published test code with which providers and stores prove themselves correct. */
@NullMarked
package io.jitaccess.testkit;

import org.jspecify.annotations.NullMarked;
