/** Google Cloud: conditional role bindings, group memberships and short-lived service account tokens. */
@NullMarked
package io.jitaccess.gcp;

import org.jspecify.annotations.NullMarked;
