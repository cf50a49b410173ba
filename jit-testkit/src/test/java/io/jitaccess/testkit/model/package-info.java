/** The library under a model of everything that can happen to it. */
@NullMarked
package io.jitaccess.testkit.model;

import org.jspecify.annotations.NullMarked;
