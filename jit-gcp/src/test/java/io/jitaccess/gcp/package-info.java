/** Tests of the provider for Google Cloud, against a fake of its APIs that is ours. */
@NullMarked
package io.jitaccess.gcp;

import org.jspecify.annotations.NullMarked;
