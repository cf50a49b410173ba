/** Compiled with the profile {@code azure-description} alone: requests against what Microsoft publishes of its API. */
@NullMarked
package io.jitaccess.azure.description;

import org.jspecify.annotations.NullMarked;
