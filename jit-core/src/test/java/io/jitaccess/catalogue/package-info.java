/** Tests of the catalogue's files, document and judgement. */
@NullMarked
package io.jitaccess.catalogue;

import org.jspecify.annotations.NullMarked;
