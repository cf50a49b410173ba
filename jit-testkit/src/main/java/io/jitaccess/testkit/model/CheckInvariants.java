package io.jitaccess.testkit.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * After each test of the class every {@link Oracle} that it got is checked, whether the test asks for it or not. An oracle
 * is a parameter of the constructor, of a set-up method or of the test.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InvariantsExtension.class)
public @interface CheckInvariants {}
