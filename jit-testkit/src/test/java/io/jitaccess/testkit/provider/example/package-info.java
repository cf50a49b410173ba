/** The worked example of docs/writing-a-provider.md, which quotes these files. */
@NullMarked
package io.jitaccess.testkit.provider.example;

import org.jspecify.annotations.NullMarked;
