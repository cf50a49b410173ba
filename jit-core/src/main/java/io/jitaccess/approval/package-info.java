/** Who must agree: rules, conditions, stages, decisions. */
@NullMarked
package io.jitaccess.approval;

import org.jspecify.annotations.NullMarked;
