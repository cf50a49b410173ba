package io.jitaccess.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.List;

/** Reads the machine's wall clock, called or as a method reference; {@code System.nanoTime} measures and is no date. */
final class ReadsSystemTime extends DescribedPredicate<JavaAccess<?>> {

    ReadsSystemTime() {
        super("reads the system time");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (owner.isEquivalentTo(Clock.class)) {
            boolean systemClock = name.startsWith("system") || name.startsWith("tick") && !name.equals("tick");
            return systemClock && !isTheBuildersDefault(access);
        }
        if (owner.isEquivalentTo(System.class)) {
            return name.equals("currentTimeMillis");
        }
        if (owner.isEquivalentTo(Date.class) || owner.isAssignableTo(Calendar.class)) {
            return List.of("<init>", "getInstance").contains(name) && takesNothing(access);
        }
        return owner.getPackageName().equals("java.time") && name.equals("now") && !takesAClock(access);
    }

    private static boolean isTheBuildersDefault(JavaAccess<?> access) {
        return access.getTarget().getName().equals("systemUTC")
                && access.getOriginOwner().getSimpleName().endsWith("Builder");
    }

    private static boolean takesAClock(JavaAccess<?> access) {
        return access.getTarget().getFullName().endsWith("(java.time.Clock)");
    }

    private static boolean takesNothing(JavaAccess<?> access) {
        return access.getTarget().getFullName().endsWith("()");
    }
}
